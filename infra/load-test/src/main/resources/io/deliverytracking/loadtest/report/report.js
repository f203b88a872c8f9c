'use strict';
// The report reads without this script: it sorts tables by a click, and reads values from lines under the pointer. It does
// without the signs of less-than and ampersand, so that the page is well-formed XML as well as HTML.

/** What a cell is sorted by: its number, or its words. */
function keyOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.key === undefined ? cell.textContent : Number(cell.dataset.key);
}

/** Figures that were not measured come last, whichever way. */
function compare(left, right, direction) {
  if (typeof left === 'string') {
    return direction * left.localeCompare(right, 'en', { numeric: true });
  }
  if (Number.isNaN(left) || Number.isNaN(right)) {
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  }
  return direction * (left - right);
}

function sort(table, head, column) {
  const number = head.classList.contains('number');
  const before = head.getAttribute('aria-sort');
  const ascending = before === null ? !number : before === 'descending';
  for (const other of table.tHead.rows[0].cells) {
    other.removeAttribute('aria-sort');
  }
  head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
  const rows = Array.from(table.tBodies[0].rows);
  rows.sort((a, b) => compare(keyOf(a, column), keyOf(b, column), ascending ? 1 : -1));
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll('table.sortable')) {
  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => sort(table, head, column));
    head.replaceChildren(button);
  });
}

/** An axis as the drawing describes it: kind, unit, from, to, and where in the drawing it begins and ends. */
function axisOf(description) {
  const [kind, unit, from, to, begin, end] = description.split(' ');
  const [low, high, start, stop] = [from, to, begin, end].map(Number);
  return {
    unit,
    valueAt(place) {
      const part = (place - start) / (stop - start);
      return kind === 'log' ? low * Math.pow(high / low, part) : low + part * (high - low);
    },
  };
}

function digits(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
}

/** A value with its unit; a drawing is exact to three digits at most. */
function words(unit, value) {
  const sizes = {
    MICROSECONDS: [[1e6, ' s'], [1e3, ' ms'], [1, ' µs']],
    BYTES: [[1e9, ' GB'], [1e6, ' MB'], [1e3, ' kB'], [1, ' B']],
    EVENTS: [[1e6, ' million'], [1e3, 'k'], [1, '']],
    SECONDS: [[1, ' s']],
    CORES: [[1, '']],
  }[unit];
  const [size, name] = sizes.find(([least]) => value >= least) ?? sizes[sizes.length - 1];
  return digits(value / size) + name;
}

function svg(name, attributes, text = '') {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return element;
}

/** The corners of a line, as the drawing has them. */
function cornersOf(path) {
  return Array.from(path.getAttribute('d').matchAll(/[ML]([-\d.]+) ([-\d.]+)/g), ([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

function readLines(plot) {
  if (plot.querySelector('.mark') !== null) {
    return; // its marks have titles
  }
  const lines = Array.from(plot.querySelectorAll('.series'))
    .map((group) => ({
      name: group.dataset.name,
      colour: group.classList[1],
      corners: cornersOf(group.querySelector('path')),
    }))
    .filter((line) => line.corners.length > 0);
  if (lines.length === 0) {
    return;
  }
  const horizontal = axisOf(plot.dataset.x);
  const vertical = axisOf(plot.dataset.y);
  const reading = svg('g', { class: 'reading', 'aria-hidden': 'true' });
  plot.append(reading);
  plot.addEventListener('pointerleave', () => reading.replaceChildren());
  plot.addEventListener('pointermove', (event) => {
    const pointer = new DOMPoint(event.clientX, event.clientY).matrixTransform(plot.getScreenCTM().inverse());
    const nearest = lines.map((line) => ({
      ...line,
      corner: line.corners.reduce((a, b) => (Math.abs(b.x - pointer.x) > Math.abs(a.x - pointer.x) ? a : b)),
    }));
    const x = nearest.reduce((a, b) => (Math.abs(b.corner.x - pointer.x) > Math.abs(a.corner.x - pointer.x) ? a : b)).corner.x;
    const left = x > 200;
    const place = { x: left ? x - 6 : x + 6, 'text-anchor': left ? 'end' : 'start' };
    const here = nearest.filter((line) => 3 > Math.abs(line.corner.x - x)).sort((a, b) => a.corner.y - b.corner.y);
    const [top, bottom] = plot.dataset.y.split(' ').slice(4).map(Number).reverse();
    reading.replaceChildren(
      svg('line', { x1: x, x2: x, y1: top, y2: bottom }),
      svg('text', { ...place, y: top + 26 }, 'at ' + words(horizontal.unit, horizontal.valueAt(x))),
      ...here.map((line, index) =>
        svg(
          'text',
          { ...place, y: top + 40 + 13 * index },
          (line.name === '' ? '' : line.name + ': ') + words(vertical.unit, Math.max(0, vertical.valueAt(line.corner.y))),
        )),
    );
  });
}

document.querySelectorAll('svg.plot').forEach(readLines);

import { count } from '../common/format.ts';

/** What a count of the simulator counts: fixes, where it says nothing else. */
const COUNTED: Readonly<Record<string, { readonly one: string; readonly more: string }>> = {
  outOfOrder: alike('out of order'),
  duplicates: alike('sent twice'),
  dropOuts: { one: 'drop-out', more: 'drop-outs' },
  stored: alike('kept back during drop-outs'),
  skewed: alike('with a wrong clock'),
  noisy: alike('thrown off'),
  zeroFixes: alike('at 0, 0'),
  held: alike('waiting to be sent'),
  refused: alike('left alone, as too many wait'),
};

/** What went wrong so far; a dash while the simulator does not say. */
export function countsInWords(counts: Readonly<Record<string, number>> | undefined): string {
  if (counts === undefined) {
    return '–';
  }
  const parts = Object.entries(counts)
    .filter(([, value]) => value > 0)
    .map(([name, value]) => `${count(value)} ${COUNTED[name]?.[value === 1 ? 'one' : 'more'] ?? inWords(name)}`);
  return parts.length === 0 ? 'Nothing went wrong so far in this session' : `So far: ${parts.join(', ')}`;
}

function alike(words: string): { readonly one: string; readonly more: string } {
  return { one: words, more: words };
}

/** outOfOrder → out of order */
export function inWords(name: string): string {
  return name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

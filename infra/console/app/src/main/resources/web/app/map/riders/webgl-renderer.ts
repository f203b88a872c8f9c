import { OVERSHOOT } from './motion.ts';
import {
  fitCanvas,
  layerCanvas,
  rgb,
  SHAPED_PX,
  STALE_ALPHA,
  STALE_FROM_MS,
  STALE_TO_MS,
  symbolPx,
  type RiderColours,
  type RiderRenderer,
  type Viewport,
} from './renderer.ts';
import { FADE_MS, type RiderStore, START_MS, START_X, STRIDE } from './rider-store.ts';
import { latitudeOf, unitsPerMetre } from './mercator.ts';

const float = (value: number): string => value.toFixed(6);

/** The sum of `motion.ts` for one rider; `u_clip` takes units of the projection to the screen. */
const VERTEX = `#version 300 es
layout(location = 0) in vec4 a_path;
layout(location = 1) in vec4 a_state;
uniform vec4 u_clip;
uniform float u_now;
uniform float u_still;
uniform float u_alpha;
uniform float u_size;
uniform vec4 u_colours[8];
flat out vec4 v_colour;
flat out vec2 v_course;
flat out int v_status;
void main() {
  float share = clamp((u_now - a_state.x) / a_state.y, 0.0, ${float(1 + OVERSHOOT)});
  vec2 at = mix(a_path.xy, a_path.zw, u_still > 0.5 ? 1.0 : share);
  gl_Position = vec4(at * u_clip.xy + u_clip.zw, 0.0, 1.0);
  int look = int(a_state.z);
  v_status = look & 7;
  float course = radians(float(look >> 3) * 16.0);
  v_course = vec2(sin(course), cos(course));
  float fade = clamp(1.0 - (u_now - a_state.w) / ${float(FADE_MS)}, 0.0, 1.0);
  float silent = u_now - a_state.x - a_state.y;
  float pale = mix(1.0, ${float(STALE_ALPHA)}, smoothstep(${float(STALE_FROM_MS)}, ${float(STALE_TO_MS)}, silent));
  vec4 colour = u_colours[v_status];
  float alpha = u_alpha * fade * pale;
  v_colour = vec4(colour.rgb, alpha);
  gl_PointSize = u_size * colour.a;
}`;

/** Far out: round dots. */
const DOT = `#version 300 es
precision highp float;
flat in vec4 v_colour;
uniform float u_size;
out vec4 colour;
void main() {
  float distance = length(gl_PointCoord - 0.5) * u_size;
  float alpha = v_colour.a * clamp(u_size * 0.5 - distance + 0.25, 0.0, 1.0);
  colour = vec4(v_colour.rgb * alpha, alpha);
}`;

/** Close in: a ring for idle, an arrowhead on the way, a square while waiting, a drop that points ahead with food aboard. */
const SHAPE = `#version 300 es
precision highp float;
flat in vec4 v_colour;
flat in vec2 v_course;
flat in int v_status;
uniform float u_size;
uniform vec3 u_outline;
out vec4 colour;
float triangle(vec2 p, float tip, float base, float width) {
  vec2 side = normalize(vec2(tip - base, width));
  return max(dot(vec2(abs(p.x), p.y - tip), side), base - p.y);
}
void main() {
  vec2 p = (gl_PointCoord - 0.5) * 2.0;
  p.y = -p.y;
  vec2 q = vec2(p.x * v_course.y - p.y * v_course.x, p.x * v_course.x + p.y * v_course.y);
  float edge;
  float hole = -1.0;
  if (v_status == 2) {
    edge = max(triangle(q, 0.82, -0.62, 0.66), -triangle(q, -0.28, -0.9, 0.66));
  } else if (v_status == 3) {
    vec2 d = abs(p) - 0.52;
    edge = length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - 0.06;
  } else if (v_status == 4) {
    edge = min(length(q + vec2(0.0, 0.14)) - 0.56, triangle(q, 0.86, 0.0, 0.53));
  } else {
    edge = length(p) - 0.62;
    hole = 0.3 - length(p);
  }
  float px = 2.0 / u_size;
  float outline = 1.0 - smoothstep(-px, px, edge - 2.4 * px);
  float inside = 1.0 - smoothstep(-px, px, edge);
  float filled = inside * (1.0 - smoothstep(-px, px, hole));
  float alpha = max(filled, outline * 0.85) * v_colour.a;
  colour = vec4(mix(u_outline, v_colour.rgb, filled) * alpha, alpha);
}`;

/** Idle riders are smaller: they are the background of the story. */
const SIZE_BY_STATUS = [0.8, 0.8, 1, 1, 1, 1, 1, 1];

/** Rasterizers that compute on the processor what a graphics card would: Chromium's, Mesa's and Windows' own. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|microsoft basic render/i;

/** Browsers call software a major performance caveat only where they fell back to it, not where they were started with it. */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return names !== null && SOFTWARE.test(String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)));
}

interface Program {
  readonly program: WebGLProgram;
  readonly uniform: (name: string) => WebGLUniformLocation | null;
}

/**
 * Riders as points in WebGL2. Two fixes and their times go to the graphics card once an update; where each rider is between
 * them is computed there, so a frame costs the page a handful of calls, however many riders there are.
 *
 * Failure: when the card takes the context away nothing is drawn until it gives it back; then all is set up again.
 */
export class WebglRenderer implements RiderRenderer {
  readonly name = 'webgl2';
  readonly canvas: HTMLCanvasElement;
  private readonly gl: WebGL2RenderingContext;
  private dots!: Program;
  private shapes!: Program;
  private buffer!: WebGLBuffer;
  private bufferBytes = 0;
  private uploadedVersion = -1;
  private readonly palette = new Float32Array(8 * 4);
  private outline: [number, number, number] = [0, 0, 0];
  private lost = false;

  /**
   * Undefined where there is no WebGL2, or one that does not take our shaders; or, unless `software` will do, one that a
   * graphics card made of software provides: a hundred thousand points take it longer than all else on the page.
   */
  static create(software: boolean): WebglRenderer | undefined {
    const canvas = layerCanvas();
    const gl = canvas.getContext('webgl2', {
      alpha: true,
      antialias: false,
      depth: false,
      stencil: false,
      failIfMajorPerformanceCaveat: !software,
    });
    if (gl === null || (!software && isSoftware(gl))) {
      return undefined;
    }
    try {
      return new WebglRenderer(canvas, gl);
    } catch (error) {
      console.warn('riders are drawn without WebGL:', error);
      return undefined;
    }
  }

  private constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.canvas = canvas;
    this.gl = gl;
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      this.lost = true;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      this.lost = false;
      this.setUp();
    });
    this.setUp();
  }

  colours(colours: RiderColours): void {
    for (let status = 0; status < 8; status++) {
      const [red, green, blue] = rgb(colours.byStatus[status] ?? colours.byStatus[1]!);
      this.palette.set([red / 255, green / 255, blue / 255, SIZE_BY_STATUS[status]!], status * 4);
    }
    const [red, green, blue] = rgb(colours.outline);
    this.outline = [red / 255, green / 255, blue / 255];
  }

  draw(store: RiderStore, viewport: Viewport, nowMs: number, alpha: number): void {
    if (this.lost) {
      return;
    }
    const { gl, canvas } = this;
    fitCanvas(canvas, viewport);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (store.count === 0 || alpha <= 0) {
      return;
    }
    this.upload(store);
    const metresPerPixel = viewport.resolution / unitsPerMetre(latitudeOf(viewport.centreY));
    const size = symbolPx(metresPerPixel, store.count);
    const { program, uniform } = size < SHAPED_PX ? this.dots : this.shapes;
    gl.useProgram(program);
    const xScale = 2 / (viewport.width * viewport.resolution);
    const yScale = 2 / (viewport.height * viewport.resolution);
    // The large numbers cancel here, in 64 bits.
    const xShift = (store.originX - viewport.centreX) * xScale;
    const yShift = (store.originY - viewport.centreY) * yScale;
    gl.uniform4f(uniform('u_clip'), xScale, yScale, xShift, yShift);
    gl.uniform1f(uniform('u_now'), nowMs - store.epochMs);
    gl.uniform1f(uniform('u_still'), store.still ? 1 : 0);
    gl.uniform1f(uniform('u_alpha'), alpha);
    gl.uniform1f(uniform('u_size'), size * viewport.pixelRatio);
    gl.uniform4fv(uniform('u_colours'), this.palette);
    gl.uniform3f(uniform('u_outline'), ...this.outline);
    gl.drawArrays(gl.POINTS, 0, store.count);
  }

  dispose(): void {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  private upload(store: RiderStore): void {
    if (this.uploadedVersion === store.version) {
      return;
    }
    this.uploadedVersion = store.version;
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    if (this.bufferBytes !== store.vertices.byteLength) {
      this.bufferBytes = store.vertices.byteLength;
      gl.bufferData(gl.ARRAY_BUFFER, this.bufferBytes, gl.DYNAMIC_DRAW);
    }
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, store.vertices, 0, store.count * STRIDE);
  }

  private setUp(): void {
    const { gl } = this;
    this.dots = this.link(DOT);
    this.shapes = this.link(SHAPE);
    this.buffer = gl.createBuffer()!;
    this.bufferBytes = 0;
    this.uploadedVersion = -1;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, STRIDE * 4, START_X * 4);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 4, gl.FLOAT, false, STRIDE * 4, START_MS * 4);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.clearColor(0, 0, 0, 0);
  }

  private link(fragment: string): Program {
    const { gl } = this;
    const program = gl.createProgram()!;
    gl.attachShader(program, this.compile(gl.VERTEX_SHADER, VERTEX));
    gl.attachShader(program, this.compile(gl.FRAGMENT_SHADER, fragment));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
      throw new Error(`a shader program does not link: ${gl.getProgramInfoLog(program)}`);
    }
    const locations = new Map<string, WebGLUniformLocation | null>();
    const uniform = (name: string): WebGLUniformLocation | null => {
      let location = locations.get(name);
      if (location === undefined) {
        location = gl.getUniformLocation(program, name);
        locations.set(name, location);
      }
      return location;
    };
    return { program, uniform };
  }

  private compile(type: number, source: string): WebGLShader {
    const { gl } = this;
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      throw new Error(`a shader does not compile: ${gl.getShaderInfoLog(shader)}`);
    }
    return shader;
  }
}

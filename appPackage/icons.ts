import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

/** Draws the two icons of the app: a roll on a clipboard, three people called, the first ticked off as present.
 *  `node appPackage/icons.ts` writes them; the same code always draws the same pixels. */

type Colour = readonly [red: number, green: number, blue: number];
/** Whether a point lies inside; units are those of the drawing. */
type Shape = (x: number, y: number) => boolean;
/** One shape in one colour. `cut` makes the drawing transparent there again. */
type Layer = { readonly shape: Shape } & (
  | { readonly paint: Colour | ((x: number, y: number) => Colour) }
  | { readonly cut: true }
);

/** Samples per pixel and axis: 64 samples a pixel draw edges without steps. */
const FINENESS = 8;

const WHITE: Colour = [255, 255, 255];
const CLIP: Colour = [112, 170, 208];
const PRESENT: Colour = [19, 145, 92];
const ON_BREAK: Colour = [240, 163, 26];
const ABSENT: Colour = [164, 176, 190];

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, 'color.png'), drawColorIcon());
  writeFileSync(join(import.meta.dirname, 'outline.png'), drawOutlineIcon());
}

/** 192×192, opaque to the edges; the clipboard stands in the middle 120×136, so that round and square crops both keep it. */
export function drawColorIcon(): Buffer {
  const background = (x: number, y: number): Colour => blend([38, 96, 138], [22, 48, 84], (x + y) / 384);
  const layers: readonly Layer[] = [
    { shape: () => true, paint: background },
    { shape: roundedBox({ left: 48, top: 38, right: 148, bottom: 170, radius: 13 }), paint: [17, 40, 70] },
    { shape: roundedBox({ left: 45, top: 34, right: 147, bottom: 165, radius: 13 }), paint: [250, 252, 255] },
    { shape: roundedBox({ left: 68, top: 22, right: 124, bottom: 48, radius: 9 }), paint: CLIP },
    { shape: disc(96, 23, 11), paint: CLIP },
    { shape: disc(96, 24, 5), paint: background },
    ...row(76, PRESENT, 62),
    ...row(109, ON_BREAK, 48),
    ...row(142, ABSENT, 55),
    {
      shape: stroke(
        [
          [60.5, 76.5],
          [65, 81],
          [73, 72],
        ],
        4.2,
      ),
      paint: WHITE,
    },
    { shape: box({ left: 61, top: 107, right: 73, bottom: 111 }), paint: WHITE },
    { shape: disc(67, 142, 5.5), paint: [250, 252, 255] },
  ];
  return draw(192, 192, layers);
}

/** 32×32, white on transparent and to the edge, as Teams wants it for its rail. */
export function drawOutlineIcon(): Buffer {
  const layers: readonly Layer[] = [
    { shape: roundedBox({ left: 4, top: 3, right: 28, bottom: 32, radius: 4 }), paint: WHITE },
    { shape: roundedBox({ left: 6, top: 5, right: 26, bottom: 30, radius: 2.2 }), cut: true },
    { shape: roundedBox({ left: 9, top: 0, right: 23, bottom: 7, radius: 2.5 }), cut: true },
    { shape: roundedBox({ left: 10, top: 0, right: 22, bottom: 6, radius: 2 }), paint: WHITE },
    {
      shape: stroke(
        [
          [8.6, 13],
          [10.4, 14.8],
          [13.4, 11.4],
        ],
        1.9,
      ),
      paint: WHITE,
    },
    {
      shape: stroke(
        [
          [16.6, 13],
          [23, 13],
        ],
        2,
      ),
      paint: WHITE,
    },
    { shape: disc(11, 19, 2), paint: WHITE },
    {
      shape: stroke(
        [
          [16.6, 19],
          [23, 19],
        ],
        2,
      ),
      paint: WHITE,
    },
    { shape: disc(11, 25, 2), paint: WHITE },
    {
      shape: stroke(
        [
          [16.6, 25],
          [23, 25],
        ],
        2,
      ),
      paint: WHITE,
    },
  ];
  return draw(32, 32, layers);
}

/** One person of the roll: a disc that says how they are, a bar that stands for the name. */
function row(y: number, colour: Colour, width: number): Layer[] {
  const left = 88;
  return [
    { shape: disc(67, y, 12), paint: colour },
    {
      shape: stroke(
        [
          [left, y],
          [left + width - 14, y],
        ],
        8,
      ),
      paint: [196, 207, 220],
    },
  ];
}

function draw(width: number, height: number, layers: readonly Layer[]): Buffer {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) png.data.set(pixel(x, y, layers), (y * width + x) * 4);
  return PNG.sync.write(png, { colorType: 6, deflateLevel: 9, filterType: 4 });
}

/** The mean of the samples, where transparent ones weigh nothing in the colour. */
function pixel(x: number, y: number, layers: readonly Layer[]): readonly number[] {
  const sum = [0, 0, 0];
  let covered = 0;
  for (let sample = 0; sample < FINENESS * FINENESS; sample += 1) {
    const at = colourAt(
      x + ((sample % FINENESS) + 0.5) / FINENESS,
      y + (Math.floor(sample / FINENESS) + 0.5) / FINENESS,
      layers,
    );
    if (at === null) continue;
    covered += 1;
    at.forEach((part, index) => (sum[index] = (sum[index] ?? 0) + part));
  }
  if (covered === 0) return [255, 255, 255, 0];
  return [...sum.map((part) => Math.round(part / covered)), Math.round((255 * covered) / FINENESS ** 2)];
}

/** The uppermost layer that has the point decides. */
function colourAt(x: number, y: number, layers: readonly Layer[]): Colour | null {
  const layer = layers.findLast(({ shape }) => shape(x, y));
  if (layer === undefined || 'cut' in layer) return null;
  return typeof layer.paint === 'function' ? layer.paint(x, y) : layer.paint;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function box({ left, top, right, bottom }: Box): Shape {
  return (x, y) => x >= left && x <= right && y >= top && y <= bottom;
}

function roundedBox({ left, top, right, bottom, radius }: Box & { readonly radius: number }): Shape {
  return (x, y) => {
    const dx = Math.max(left + radius - x, x - (right - radius), 0);
    const dy = Math.max(top + radius - y, y - (bottom - radius), 0);
    return Math.hypot(dx, dy) <= radius;
  };
}

function disc(centreX: number, centreY: number, radius: number): Shape {
  return (x, y) => Math.hypot(x - centreX, y - centreY) <= radius;
}

/** A line through the points with round ends. */
function stroke(points: readonly (readonly [number, number])[], width: number): Shape {
  const pieces = points.slice(1).map((end, index) => ({ start: points[index] ?? end, end }));
  return (x, y) => pieces.some(({ start, end }) => distanceToPiece({ x, y, start, end }) <= width / 2);
}

function distanceToPiece(of: {
  readonly x: number;
  readonly y: number;
  readonly start: readonly [number, number];
  readonly end: readonly [number, number];
}): number {
  const [runX, runY] = [of.end[0] - of.start[0], of.end[1] - of.start[1]];
  const along = ((of.x - of.start[0]) * runX + (of.y - of.start[1]) * runY) / (runX ** 2 + runY ** 2 || 1);
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(of.x - of.start[0] - nearest * runX, of.y - of.start[1] - nearest * runY);
}

function blend(from: Colour, to: Colour, part: number): Colour {
  const mix = (a: number, b: number): number => a + (b - a) * part;
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

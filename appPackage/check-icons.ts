import { PNG } from 'pngjs';

/** What Teams refuses in the two icons, one sentence each. The colour icon: 192×192, no transparent pixel. The outline icon:
 *  32×32, white in any opacity and nothing else, some of it transparent, and drawn to the edge. */
export function checkIcons(icons: { readonly color: Uint8Array; readonly outline: Uint8Array }): string[] {
  return [...checkColor(icons.color), ...checkOutline(icons.outline)];
}

function checkColor(bytes: Uint8Array): string[] {
  const png = readPng(bytes);
  if (png === null) return ['color.png is not a PNG'];
  const solid = pixels(png).every(([, , , alpha]) => alpha === 255);
  return [...checkSize('color.png', png, 192), ...(solid ? [] : ['color.png has transparent pixels'])];
}

function checkOutline(bytes: Uint8Array): string[] {
  const png = readPng(bytes);
  if (png === null) return ['outline.png is not a PNG'];
  const all = pixels(png);
  const isWhite = all.every(
    ([red, green, blue, alpha]) => alpha === 0 || (red === 255 && green === 255 && blue === 255),
  );
  const drawn = all.flatMap(([, , , alpha], index) => (alpha > 127 ? [Math.floor(index / png.width)] : []));
  return [
    ...checkSize('outline.png', png, 32),
    ...(isWhite ? [] : ['outline.png has a colour other than white']),
    ...(all.some(([, , , alpha]) => alpha === 0) ? [] : ['outline.png has no transparent background']),
    ...(drawn.includes(0) && drawn.includes(png.height - 1)
      ? []
      : ['outline.png does not reach its upper and lower edge']),
  ];
}

function checkSize(name: string, png: PNG, side: number): string[] {
  return png.width === side && png.height === side
    ? []
    : [`${name} is ${png.width}×${png.height}, not ${side}×${side}`];
}

function readPng(bytes: Uint8Array): PNG | null {
  try {
    return PNG.sync.read(Buffer.from(bytes));
  } catch {
    return null;
  }
}

function pixels(png: PNG): (readonly [number, number, number, number])[] {
  return Array.from({ length: png.width * png.height }, (_empty, index) => {
    const at = (offset: number): number => png.data[index * 4 + offset] ?? 0;
    return [at(0), at(1), at(2), at(3)] as const;
  });
}

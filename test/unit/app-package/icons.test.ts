import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { checkIcons } from '../../../appPackage/check-icons.ts';
import { drawColorIcon, drawOutlineIcon } from '../../../appPackage/icons.ts';

const read = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'appPackage', name));
const ICONS = { color: read('color.png'), outline: read('outline.png') };

function repaint(bytes: Buffer, change: (data: Buffer) => void): Buffer {
  const png = PNG.sync.read(bytes);
  change(png.data);
  return PNG.sync.write(png);
}

describe('the icons', () => {
  it('are ones that Teams takes', () => {
    expect(checkIcons(ICONS)).toEqual([]);
  });

  it('are what the drawing draws', () => {
    expect(PNG.sync.read(drawColorIcon()).data.equals(PNG.sync.read(ICONS.color).data)).toBe(true);
    expect(PNG.sync.read(drawOutlineIcon()).data.equals(PNG.sync.read(ICONS.outline).data)).toBe(true);
  });

  it.each([
    [
      'something else in place of a picture',
      { ...ICONS, color: new TextEncoder().encode('<svg/>') },
      ['color.png is not a PNG'],
    ],
    [
      'the two mixed up',
      { color: ICONS.outline, outline: ICONS.color },
      expect.arrayContaining(['color.png is 32×32, not 192×192', 'outline.png is 192×192, not 32×32']),
    ],
    [
      'a hole in the colour icon',
      { ...ICONS, color: repaint(ICONS.color, (data) => data.fill(0, 3, 4)) },
      ['color.png has transparent pixels'],
    ],
    [
      'a grey outline',
      {
        ...ICONS,
        outline: repaint(ICONS.outline, (data) => data.set([200, 200, 200, 255], (16 * 32 + 16) * 4)),
      },
      ['outline.png has a colour other than white'],
    ],
    [
      'an outline on white',
      { ...ICONS, outline: repaint(ICONS.outline, (data) => data.fill(255)) },
      ['outline.png has no transparent background'],
    ],
    [
      'an outline with padding',
      { ...ICONS, outline: repaint(ICONS.outline, (data) => data.fill(0, 0, 32 * 4 * 2)) },
      ['outline.png does not reach its upper and lower edge'],
    ],
  ])('are refused: %s', (_what, icons, expected) => {
    expect(checkIcons(icons)).toEqual(expected);
  });
});

import { isZone } from '#kernel/zoned-time.ts';

/** Zones that ConnectWise PSA names by a region: `GMT-5/Eastern Time: US & Canada`. The first that fits counts. */
const REGIONS: readonly (readonly [RegExp, string])[] = [
  [/arizona/i, 'America/Phoenix'],
  [/hawaii/i, 'Pacific/Honolulu'],
  [/alaska/i, 'America/Anchorage'],
  [/newfoundland/i, 'America/St_Johns'],
  [/saskatchewan/i, 'America/Regina'],
  [/indiana/i, 'America/Indiana/Indianapolis'],
  [/atlantic time/i, 'America/Halifax'],
  [/eastern time/i, 'America/New_York'],
  [/central time/i, 'America/Chicago'],
  [/mountain time/i, 'America/Denver'],
  [/pacific time/i, 'America/Los_Angeles'],
  [/\b(?:coordinated universal|universal coordinated|UTC)\b/i, 'UTC'],
  [/edinburgh/i, 'Europe/London'],
  [/canberra/i, 'Australia/Sydney'],
  [/wellington/i, 'Pacific/Auckland'],
  [/pretoria/i, 'Africa/Johannesburg'],
];

/** The IANA zone behind the name of a time zone setup; `null` when it cannot be told, because a guess would be hours off. Cities in the name
 *  decide where no region does (`GMT+1/Amsterdam, Berlin, Rome`). */
export function zoneOf(name: string): string | null {
  if (isZone(name)) return name;
  const region = REGIONS.find(([pattern]) => pattern.test(name));
  if (region) return region[1];
  const words = name.split(/[/:,&]/).map((word) => word.trim().toLowerCase());
  return words.map((word) => cities().get(word)).find((zone) => zone !== undefined) ?? null;
}

let known: ReadonlyMap<string, string> | null = null;

/** City in lower case → zone. */
function cities(): ReadonlyMap<string, string> {
  known ??= new Map(
    Intl.supportedValuesOf('timeZone').map((zone) => [
      zone
        .slice(zone.lastIndexOf('/') + 1)
        .replaceAll('_', ' ')
        .toLowerCase(),
      zone,
    ]),
  );
  return known;
}

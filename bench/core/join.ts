import { usersSchema } from '#adapters/graph/user-row.ts';
import { pageOfAll } from '#adapters/graph/guarded-client.ts';
import { createMatcher } from '#core/mapping/match-technicians.ts';
import type { Technician, User } from '#core/mapping/ports.ts';
import type { Measurement, Row } from '../measurement.ts';
import { median, pairedRatio } from '../statistics.ts';
import { makeMemberPages, makeTechnicians } from './large-tenant.ts';

const TIMES_JSON_PARSE = 2.5;
/** Ten times the members may cost twelve times the join: linear, with room for caches. */
const GROWTH = 12;

/** Auto-map's join of members and technicians beside JSON.parse of the same pages: processor time of this process, slices in turn. */
export const join: Measurement = {
  name: 'join',
  async run({ isQuick }) {
    const members = isQuick ? 20_000 : 100_000;
    const technicians = makeTechnicians(members / 20);
    const slices = isQuick ? 5 : 14;
    const large = measure(makeMemberPages(members), technicians, slices);
    const small = measure(makeMemberPages(members / 10), technicians, slices);
    const size = `${members.toLocaleString('en')} members × ${technicians.length.toLocaleString('en')} technicians`;
    return [joinRow(size, large), growthRow(members, large, small)];
  },
};

interface Slices {
  readonly parseMs: readonly number[];
  readonly joinMs: readonly number[];
  /** What stands between them in the program: the schema and the way to our own type. */
  readonly readMs: readonly number[];
  readonly mapped: number;
}

/** Each slice parses, reads and joins all pages once; two first slices warm up and are dropped. */
function measure(pages: readonly string[], technicians: readonly Technician[], slices: number): Slices {
  const warmUp = 2;
  const all = Array.from({ length: slices + warmUp }, () => measureOnce(pages, technicians));
  const kept = all.slice(warmUp);
  return {
    parseMs: kept.map((slice) => slice.parseMs),
    readMs: kept.map((slice) => slice.readMs),
    joinMs: kept.map((slice) => slice.joinMs),
    mapped: kept.at(-1)?.mapped ?? 0,
  };
}

function measureOnce(pages: readonly string[], technicians: readonly Technician[]) {
  const schema = pageOfAll(usersSchema);
  const parsed = timed(() => pages.map((page): unknown => JSON.parse(page)));
  const read = timed(() => parsed.value.map((page): readonly User[] => schema.parse(page).value));
  const joined = timed(() => {
    const matcher = createMatcher(technicians);
    for (const users of read.value) matcher.add(users);
    return matcher.matches();
  });
  const mapped = joined.value.filter((match) => match.user !== null).length;
  if (mapped === 0) throw new Error('the join found nobody');
  return { parseMs: parsed.cpuMs, readMs: read.cpuMs, joinMs: joined.cpuMs, mapped };
}

/** All threads count: who makes garbage pays for its collection. */
function timed<Value>(work: () => Value): { readonly value: Value; readonly cpuMs: number } {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, cpuMs: (user + system) / 1000 };
}

function joinRow(size: string, { parseMs, readMs, joinMs, mapped }: Slices): Row {
  const ratio = pairedRatio(joinMs, parseMs);
  const read = pairedRatio(readMs, parseMs);
  return {
    id: 'B10',
    what: `join of ${size} ÷ JSON.parse of the same bytes, CPU, ${parseMs.length} slices`,
    value: `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}); schema and own type besides ${read.median.toFixed(2)}`,
    target: `≤ ${TIMES_JSON_PARSE}`,
    isMet: ratio.median <= TIMES_JSON_PARSE,
    kind: 'time',
    details: { parseMs, readMs, joinMs, mapped },
  };
}

function growthRow(members: number, large: Slices, small: Slices): Row {
  const growth = median(large.joinMs) / median(small.joinMs);
  return {
    id: 'B10',
    what: `join: t(${members.toLocaleString('en')}) ÷ t(${(members / 10).toLocaleString('en')})`,
    value: growth.toFixed(1),
    target: `≤ ${GROWTH}`,
    isMet: growth <= GROWTH,
    kind: 'time',
    details: { largeMs: median(large.joinMs), smallMs: median(small.joinMs) },
  };
}

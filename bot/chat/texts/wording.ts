/** Numbers and lists as one language writes them. */
export interface Wording {
  /** "1,204". */
  readonly count: (count: number) => string;
  /** "1 technician", "31 technicians". */
  readonly counted: (count: number, one: string, many: string) => string;
  /** "Escalations", "Escalations and NOC", "A, B, C and 4 more"; empty for no names. */
  readonly list: (names: readonly string[], most: number) => string;
}

export function createWording(options: {
  /** BCP 47: whose numbers and lists. */
  readonly locale: string;
  /** "4 more"; the number comes as written. */
  readonly more: (count: string) => string;
}): Wording {
  const { locale, more } = options;
  const numbers = new Intl.NumberFormat(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const plurals = new Intl.PluralRules(locale);
  const count = (value: number): string => numbers.format(value);
  return {
    count,
    counted: (value, one, many) => `${count(value)} ${plurals.select(value) === 'one' ? one : many}`,
    list: (names, most) => {
      const hidden = names.length - most;
      return lists.format(hidden > 0 ? [...names.slice(0, most), more(count(hidden))] : names);
    },
  };
}

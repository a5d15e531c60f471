import { createContext, use, useMemo } from 'react';

/** Languages that the tab speaks whole. A text that lacks one does not compile. */
export type Language = 'en' | 'de';

export interface Locale {
  /** As Teams says it, such as `de-AT`; for dates, numbers and lists. */
  readonly locale: string;
  readonly language: Language;
  /** The person's time zone, an IANA name. */
  readonly zone: string;
}

export type Catalog<T> = Readonly<Record<Language, T>>;

/** The texts of one part of the tab, in every language. */
export function texts<T>(catalog: { readonly en: T; readonly de: NoInfer<T> }): Catalog<T> {
  return catalog as Catalog<T>;
}

export function localeOf(locale: string): Locale {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const usable = isUsable(locale) ? locale : 'en-GB';
  return { locale: usable, language: /^de\b/i.test(usable) ? 'de' : 'en', zone: timeZone };
}

export const LocaleContext = createContext<Locale>({ locale: 'en-GB', language: 'en', zone: 'UTC' });

export function useTexts<T>(catalog: Catalog<T>): T {
  return catalog[use(LocaleContext).language];
}

export interface Formats extends Locale {
  /** `16:02` */
  readonly time: (at: Date) => string;
  /** `Sat 21 Nov, 16:02`; only the time when it is the same day as `now`. */
  readonly moment: (at: Date, now?: Date) => string;
  /** `21 Nov 2026, 16:02` */
  readonly full: (at: Date) => string;
  /** `Sat 21 Nov` */
  readonly day: (at: Date) => string;
  /** `21 Nov 2026` */
  readonly date: (at: Date) => string;
  readonly number: (value: number) => string;
  /** `Priya, Tom and Wei` */
  readonly list: (items: readonly string[]) => string;
}

/** Dates, numbers and lists as the person writes them, in their own zone. */
export function useFormats(): Formats {
  const locale = use(LocaleContext);
  return useMemo(() => createFormats(locale), [locale]);
}

export function createFormats({ locale, language, zone }: Locale): Formats {
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const time = of({ hour: '2-digit', minute: '2-digit' });
  const day = of({ weekday: 'short', day: 'numeric', month: 'short' });
  const full = of({ dateStyle: 'medium', timeStyle: 'short' });
  const date = of({ dateStyle: 'medium' });
  const dayKey = of({ dateStyle: 'short' });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    locale,
    language,
    zone,
    time: (at) => time.format(at),
    moment: (at, now = new Date()) =>
      dayKey.format(at) === dayKey.format(now) ? time.format(at) : `${day.format(at)}, ${time.format(at)}`,
    full: (at) => full.format(at),
    day: (at) => day.format(at),
    date: (at) => date.format(at),
    number: (value) => number.format(value),
    list: (items) => list.format(items),
  };
}

function isUsable(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

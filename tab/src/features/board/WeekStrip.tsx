import { mergeClasses } from '@fluentui/react-components';
import { panelTexts } from '../../texts/technician-panel.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import type { Why } from './TechnicianPanel.tsx';
import { weekDays } from './week-days.ts';
import { useWeekStripStyles } from './WeekStrip.styles.ts';

/** Seven days, today first: on shift from when to when, off, or time off. */
export function WeekStrip({ why }: { readonly why: Why }) {
  const styles = useWeekStripStyles();
  const t = useTexts(panelTexts);
  const formats = useFormats();
  if (why.technician.mapping === null) return <p>{t.weekUnmapped}</p>;
  if (!why.week.isRead) {
    const hasRota = why.sources.some(
      ({ source, reason }) => source === 'shifts' && reason !== 'no-rota-chosen',
    );
    return <p>{hasRota ? t.weekUnread : t.weekNoRota}</p>;
  }
  return (
    <ul className={styles.days}>
      {weekDays(why.week).map(({ middle, shifts, until, hasTimeOff }, index) => {
        const planned = [
          ...(until ? [t.weekUntil(formats.moment(until, middle))] : []),
          ...shifts.map(({ start, end }) => `${formats.time(start)}–${formats.time(end)}`),
        ];
        const empty = hasTimeOff ? [] : [t.weekOff];
        const lines = [...(planned.length > 0 ? planned : empty), ...(hasTimeOff ? [t.weekTimeOff] : [])];
        return (
          <li
            key={middle.toISOString()}
            className={mergeClasses(styles.day, index === 0 && styles.today)}
            aria-current={index === 0 ? 'date' : undefined}
          >
            <div className={styles.name}>{formats.day(middle)}</div>
            {lines.map((line) => (
              <div key={line}>{line}</div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

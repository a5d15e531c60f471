import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { panelTexts } from '../../texts/technician-panel.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import type { Why } from './TechnicianPanel.tsx';
import { weekDays } from './week-days.ts';

const useStyles = makeStyles({
  days: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(76px, 1fr))',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  day: {
    padding: tokens.spacingHorizontalXS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusSmall,
    fontSize: tokens.fontSizeBase200,
    minWidth: 0,
  },
  today: { border: `2px solid ${tokens.colorBrandStroke1}` },
  name: { fontWeight: tokens.fontWeightSemibold },
});

/** Seven days, today first: on shift from when to when, off, or time off. */
export function WeekStrip({ why }: { readonly why: Why }) {
  const styles = useStyles();
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
      {weekDays(why.week).map(({ middle, shifts, hasTimeOff }, index) => {
        const planned = shifts.map(({ start, end }) => `${formats.time(start)}–${formats.time(end)}`);
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

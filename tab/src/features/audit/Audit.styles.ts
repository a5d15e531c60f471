import { makeStyles, tokens } from '@fluentui/react-components';

export const useAuditStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    width: '100%',
  },
  list: {
    margin: 0,
    padding: 0,
    width: '100%',
    listStyleType: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  entry: {
    display: 'grid',
    gridTemplateColumns: '170px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  when: { color: tokens.colorNeutralForeground3 },
  what: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  sentence: { fontWeight: tokens.fontWeightSemibold },
  line: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
  },
  side: { display: 'grid', alignContent: 'start', gap: tokens.spacingVerticalXS, minWidth: 0 },
  summary: {
    cursor: 'pointer',
    color: tokens.colorNeutralForeground3,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
});

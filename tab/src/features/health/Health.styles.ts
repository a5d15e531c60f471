import { makeStyles, tokens } from '@fluentui/react-components';

export const useHealthStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    width: '100%',
    listStyleType: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  finding: {
    display: 'grid',
    gridTemplateColumns: '140px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  state: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    alignSelf: 'start',
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500 },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  broken: { color: tokens.colorStatusDangerForeground1 },
  unknown: { color: tokens.colorNeutralForeground3 },
  words: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  again: { opacity: 0.6 },
});

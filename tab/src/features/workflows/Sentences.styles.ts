import { makeStyles, tokens } from '@fluentui/react-components';

export const useSentenceStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  sentence: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
    overflowWrap: 'anywhere',
  },
  words: { display: 'grid', gap: tokens.spacingVerticalXXS },
  icon: { display: 'flex', paddingTop: tokens.spacingVerticalXXS, fontSize: tokens.fontSizeBase400 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  soft: { color: tokens.colorNeutralForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  quoted: { margin: 0, color: tokens.colorNeutralForeground2 },
  result: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0 },
  warning: { margin: 0, color: tokens.colorStatusWarningForeground1 },
});

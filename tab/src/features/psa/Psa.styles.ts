import { makeStyles, tokens } from '@fluentui/react-components';

export const usePsaStyles = makeStyles({
  stack: { display: 'grid', gap: tokens.spacingVerticalL, overflowWrap: 'anywhere' },
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  subheading: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  headRow: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  grow: { flexGrow: 1 },
  line: { margin: 0 },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  choices: { display: 'grid', gap: tokens.spacingVerticalS },
  choice: {
    padding: tokens.spacingHorizontalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  /** Also while it is not chosen: grey would look as if it could not be. */
  choiceLabel: { display: 'grid', color: tokens.colorNeutralForeground1 },
  choiceName: { fontWeight: tokens.fontWeightSemibold },
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  more: { display: 'grid', gap: tokens.spacingVerticalM },
  summary: { cursor: 'pointer' },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  bullets: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
  },
  /** A value and the button that copies it; below each other where it is narrow. */
  copyRow: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  copied: { flexGrow: 1, minWidth: '180px', maxWidth: '720px' },
  secret: { width: '100%', minWidth: 0, fontFamily: tokens.fontFamilyMonospace },
  steps: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  step: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

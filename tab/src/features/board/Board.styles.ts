import { makeStyles, tokens } from '@fluentui/react-components';

/** Room for two lines: a note that comes and goes must not move the rows below. */
const cell = {
  height: '48px',
  padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
  overflowWrap: 'anywhere',
  verticalAlign: 'middle',
} as const;
const head = {
  padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
  textAlign: 'start',
  fontWeight: tokens.fontWeightRegular,
  color: tokens.colorNeutralForeground2,
} as const;

export const useBoardStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBlock: tokens.spacingVerticalM,
  },
  toggles: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  field: {
    flexGrow: 1,
    minWidth: '140px',
    maxWidth: '260px',
    '@media (max-width: 639px)': { maxWidth: 'none' },
  },
  lines: { display: 'grid', gap: tokens.spacingVerticalS, marginBottom: tokens.spacingVerticalM },
  groupTitle: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  table: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  nameCell: { ...head, width: '34%' },
  presenceCell: { ...head, width: '26%' },
  headCell: head,
  group: {
    ...head,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  row: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { boxShadow: `inset 3px 0 0 ${tokens.colorNeutralStrokeAccessible}` },
  },
  cell,
  whyCell: { ...cell, color: tokens.colorNeutralForeground2 },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  names: { minWidth: 0 },
  moved: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  why: { color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    minHeight: '44px',
  },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    marginTop: tokens.spacingVerticalM,
  },
  more: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  skip: {
    position: 'absolute',
    insetInlineStart: '-10000px',
    ':focus': { position: 'static' },
  },
  /** As high as the own word on a wide screen: the list must not move when it comes. */
  ownSpace: { minHeight: '42px' },
  own: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  ownText: { flexGrow: 1, minWidth: '180px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    flexBasis: '100%',
    minWidth: 0,
  },
  asOf: { color: tokens.colorNeutralForeground2 },
});

import { makeStyles, tokens } from '@fluentui/react-components';

export const useDataStyles = makeStyles({
  promise: { margin: 0, maxWidth: '70ch', fontWeight: tokens.fontWeightSemibold },
  tables: { display: 'grid', gap: tokens.spacingVerticalM, width: '100%' },
  table: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalM,
  },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

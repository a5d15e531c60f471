import { makeStyles, tokens } from '@fluentui/react-components';

export const useWorkflowStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  name: { display: 'grid', gap: tokens.spacingVerticalXXS },
  link: { overflowWrap: 'anywhere' },
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  tight: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  text: { margin: 0, maxWidth: '75ch', overflowWrap: 'anywhere' },
});

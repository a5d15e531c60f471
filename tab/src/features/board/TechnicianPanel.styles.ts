import { makeStyles, tokens } from '@fluentui/react-components';

export const useTechnicianPanelStyles = makeStyles({
  sections: { display: 'grid', gap: tokens.spacingVerticalL, paddingBottom: tokens.spacingVerticalXXL },
  section: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0, justifyItems: 'stretch' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  line: { margin: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold },
});

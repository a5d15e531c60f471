import { makeStyles } from '@fluentui/react-components';

export const useDrawerStyles = makeStyles({
  panel: { maxWidth: '100vw', overflowWrap: 'anywhere' },
  footer: { flexWrap: 'wrap' },
});

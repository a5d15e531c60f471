// Preloaded by every npm script. An older Node cannot read the TypeScript files, and says so only in riddles.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Rollcall needs Node 24 (22.18 at least); this is ${process.version}.\n` +
      'Run "npm ci" without --omit=optional: it brings Node 24, and "npm run ..." then uses it by itself.',
  );
  process.exit(1);
}

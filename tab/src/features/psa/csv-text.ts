/** More does not fit into one request of 1 MB, and would be no list of technicians. */
export const LARGEST_FILE_BYTES = 900_000;

/** Text of a file that a spreadsheet saved: UTF-8, UTF-16 with its mark ("Unicode text" of Excel), or else Windows-1252 (Excel's "CSV"). */
export function decodeCsv(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

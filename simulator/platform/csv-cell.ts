/** A value in a line of CSV (RFC 4180), quoted if necessary, and empty for null. */
export function csvCell(value: unknown): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

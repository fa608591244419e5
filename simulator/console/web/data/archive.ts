/** Bytes of a block of a tar archive. */
const BLOCK = 512;

/** The files as a gzipped tar archive (POSIX ustar), which is what a configuration is uploaded as. Paths have at most 100 bytes. */
export async function archiveOf(files: Readonly<Record<string, string>>): Promise<Blob> {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const [path, text] of Object.entries(files)) {
    const content = encoder.encode(text);
    parts.push(
      headerOf(encoder.encode(path), content.length),
      content,
      new Uint8Array(-content.length & (BLOCK - 1)),
    );
  }
  // Two blocks of nothing are the end.
  parts.push(new Uint8Array(2 * BLOCK));
  const packed = new Blob(parts).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(packed).blob();
}

function headerOf(path: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(BLOCK);
  const write = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  header.set(path, 0);
  write(`${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(0, 11)}\0`, 100);
  // The sum of a header counts its own place as spaces.
  write("        0", 148);
  write("ustar\0" + "00", 257);
  write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return header;
}

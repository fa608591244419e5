// Makes a screenshot small: a palette of its 256 most common colours takes the place of three bytes a pixel.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function* chunks(png) {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The pixels of an 8-bit RGB or RGBA image, as numbers 0xrrggbb. */
function pixelsOf(png) {
  const parts = [...chunks(png)];
  const header = parts.find(({ type }) => type === "IHDR").data;
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const raw = inflateSync(Buffer.concat(parts.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  const stride = width * channels;
  const lines = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? lines[y * stride + x - channels] : 0;
      const up = y > 0 ? lines[(y - 1) * stride + x] : 0;
      const corner = x >= channels && y > 0 ? lines[(y - 1) * stride + x - channels] : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      lines[y * stride + x] = raw[y * (stride + 1) + 1 + x] + predicted;
    }
  }
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i += 1)
    pixels[i] = (lines[i * channels] << 16) | (lines[i * channels + 1] << 8) | lines[i * channels + 2];
  return { width, height, pixels };
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const distance = (a, b) =>
  ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;

/** The most common colours, and of the rest those that are most unlike any taken: a small dot keeps its green. */
function paletteOf(counted) {
  const palette = counted.slice(0, 192).map(([colour]) => colour);
  const rest = counted.slice(192).filter(([, count]) => count > 2);
  const far = rest.map(([colour]) => Math.min(...palette.map((taken) => distance(colour, taken))));
  while (palette.length < 256 && rest.length > 0) {
    const most = far.reduce((best, each, i) => (each > far[best] ? i : best), 0);
    if (far[most] === 0) break;
    palette.push(rest[most][0]);
    for (const [i, [colour]] of rest.entries()) far[i] = Math.min(far[i], distance(colour, rest[most][0]));
  }
  return palette;
}

/** The same picture in at most 256 colours. */
export function smallPng(png) {
  const { width, height, pixels } = pixelsOf(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = paletteOf([...counts].sort((a, b) => b[1] - a[1]));
  const places = new Map(palette.map((colour, i) => [colour, i]));
  const placeOf = (pixel) => {
    let place = places.get(pixel);
    if (place === undefined) {
      place = 0;
      for (let i = 1; i < palette.length; i += 1)
        if (distance(pixel, palette[i]) < distance(pixel, palette[place])) place = i;
      places.set(pixel, place);
    }
    return place;
  };
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = placeOf(pixels[y * width + x]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", colours),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A duration in words, in one or two units. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 || minutes >= 10 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}

/** A time relative to another, such as `3 min ago` or `in 2 h`. */
export function relative(at: number, now: number): string {
  const difference = at - now;
  if (Math.abs(difference) < 1_500) return "now";
  return difference < 0 ? `${span(-difference)} ago` : `in ${span(difference)}`;
}

const two = (n: number) => String(n).padStart(2, "0");

/** A time in UTC, as in the API and the logs. */
export function absolute(at: number): string {
  const date = new Date(at);
  return (
    `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())} ` +
    `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} UTC`
  );
}

/** The time of day in UTC. */
export const timeOfDay = (at: number): string => absolute(at).slice(11, 19);

/** A count with its noun: `1 run`, `1,204 runs`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** A size in the largest fitting unit of 1024. */
export const bytes = (size: number): string =>
  size < 1024
    ? `${size} B`
    : size < 1024 ** 2
      ? `${(size / 1024).toFixed(1)} KiB`
      : `${(size / 1024 ** 2).toFixed(1)} MiB`;

/** A status or enumeration as words. */
export const words = (text: string): string => text.replaceAll(/[_-]/g, " ");

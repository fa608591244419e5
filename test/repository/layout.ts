import { posix } from "node:path";
import type { Import } from "./sources.js";

/** The groups of nodes that import each other in a circle, each sorted by name (Tarjan's algorithm). */
export function circles(arrows: readonly Import[], nodeOf: (file: string) => string): string[][] {
  const targets = new Map<string, Set<string>>();
  for (const { file, target } of arrows) {
    const [from, to] = [nodeOf(file), nodeOf(target)];
    for (const node of [from, to]) if (!targets.has(node)) targets.set(node, new Set());
    if (from !== to) targets.get(from)!.add(to);
  }
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    path.push(node);
    for (const next of targets.get(node)!) {
      if (!order.has(next)) visit(next);
      if (path.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = path.splice(path.indexOf(node));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const node of targets.keys()) if (!order.has(node)) visit(node);
  return found;
}

export const folderOf = (file: string): string => posix.dirname(file);

/** The room: the folder directly below a top-level one, `simulator/pools` for all that is in it. */
export const roomOf = (file: string): string => {
  const [top, room, below] = file.split("/");
  return below === undefined ? top! : `${top}/${room}`;
};

/** The simulator from top to bottom; rooms of one level may know each other, in one direction. */
const LEVELS: readonly (readonly string[])[] = [
  ["server.ts"],
  ["features.ts"],
  ["features"],
  ["api", "console"],
  ["sandbox"],
  ["access", "agents", "integrations", "kept", "pools", "runs", "vcs", "workspaces"],
  ["core"],
  ["platform"],
];

const levelOf = (file: string): number => {
  const [top, room] = file.split("/");
  return top === "simulator" ? LEVELS.findIndex((level) => level.includes(room!)) : -1;
};

/** The folder of a feature, `simulator/features/serverless` for all files in it; undefined for other files. */
const featureOf = (file: string) => /^simulator\/features\/[^/]+(?=\/)/.exec(file)?.[0];

/** The imports by which one feature reaches into another. */
export const acrossFeatures = (arrows: readonly Import[]): Import[] =>
  arrows.filter(({ file, target }) => {
    const [from, to] = [featureOf(file), featureOf(target)];
    return from !== undefined && to !== undefined && from !== to;
  });

/** What is directly in `simulator/` and is on no level. */
export const unplaced = (files: readonly string[]): string[] =>
  files.filter((file) => file.startsWith("simulator/") && levelOf(file) < 0);

/** The arrows inside the simulator that lead up. What runs in the browser is judged by a wall of its own. */
export const upward = (arrows: readonly Import[]): Import[] =>
  arrows.filter(({ file, target }) => {
    const [from, to] = [levelOf(file), levelOf(target)];
    return from >= 0 && to >= 0 && to < from;
  });

/** The rooms of the simulator, and the files that are in none. */
export function roomsOf(files: readonly string[]): { rooms: string[]; loose: string[] } {
  const inside = files.filter((file) => file.startsWith("simulator/"));
  const rooms = new Set(inside.map(roomOf).filter((room) => room !== "simulator"));
  return { rooms: [...rooms].sort(), loose: inside.filter((file) => folderOf(file) === "simulator") };
}

/** Lines that a file may have. */
const LONGEST = 400;

/** Files that are too long, with their lines; `generated` ones may be as long as they come. */
export const tooLong = (
  files: Iterable<readonly [name: string, text: string]>,
  generated: RegExp,
): string[] =>
  [...files].flatMap(([name, text]) => {
    const lines = text.split("\n").length - 1;
    return lines > LONGEST && !generated.test(name) ? [`${name} has ${lines} lines`] : [];
  });

// Reads a Dockerfile: comments and continued lines as Docker has them, and of the instructions what ours uses.

/** The instructions in their order: `name`, the `text` without flags, its `words`, a JSON `list`, and the `mounts` of RUN. */
export function instructionsOf(dockerfile) {
  const lines = dockerfile.split("\n").filter((line) => !/^\s*#/.test(line));
  const logical = lines.join("\n").replace(/\\\n/g, " ").split("\n");
  return logical.filter((line) => line.trim() !== "").map(instructionOf);
}

function instructionOf(line) {
  const [, name, rest] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? [];
  if (name === undefined) throw new Error(`"${line}" is not an instruction of a Dockerfile`);
  const [, flags, text] = /^((?:--mount=\S+ )*)(.*)$/.exec(rest.replace(/\s+/g, " ").trim());
  const mounts = [...flags.matchAll(/--mount=(\S+)/g)].map(([, mount]) =>
    Object.fromEntries(mount.split(",").map((pair) => pair.split("="))),
  );
  if (/^--/.test(text)) throw new Error(`${name}: the flag in "${text}" is not understood here`);
  return { name, text, words: text.split(" "), list: text.startsWith("[") ? JSON.parse(text) : [], mounts };
}

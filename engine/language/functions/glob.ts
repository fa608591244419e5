/** Whether a path with slashes fits a pattern of `*`, `**`, `?`, `[…]` and `{a,b}`. @throws SyntaxError for what is not a pattern */
export function matchesGlob(path: string, pattern: string): boolean {
  return toRegExp(pattern).test(path);
}

function toRegExp(pattern: string): RegExp {
  let source = "";
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (pattern.startsWith("**/", i) && (i === 0 || pattern[i - 1] === "/")) {
      source += "(?:[^/]*/)*";
      i += 2;
    } else if (pattern.startsWith("**", i)) {
      source += ".*";
      i++;
    } else if (c === "*") {
      source += "[^/]*";
    } else if (c === "?") {
      source += "[^/]";
    } else if (c === "[") {
      const first = /^[!^]/.test(pattern[i + 1] ?? "") ? i + 2 : i + 1;
      const close = pattern.indexOf("]", first);
      if (close <= first) throw new SyntaxError("syntax error in pattern");
      const inner = pattern
        .slice(i + 1, close)
        .replace(/^[!^]/, "^")
        .replaceAll("\\", "\\\\");
      source += `[${inner}]`;
      i = close;
    } else if (c === "{") {
      depth++;
      source += "(?:";
    } else if (c === "}") {
      if (--depth < 0) throw new SyntaxError("syntax error in pattern");
      source += ")";
    } else if (c === "," && depth > 0) {
      source += "|";
    } else if (c === "\\") {
      if (i + 1 === pattern.length) throw new SyntaxError("syntax error in pattern");
      source += escaped(pattern[++i]!);
    } else {
      source += escaped(c);
    }
  }
  if (depth > 0) throw new SyntaxError("syntax error in pattern");
  return new RegExp(`^${source}$`, "s");
}

function escaped(c: string): string {
  return c.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

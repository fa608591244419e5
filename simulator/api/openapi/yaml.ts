/** A key that YAML reads as the text that it is; every other one is quoted. */
const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$-]*$/;
const RESERVED = /^(true|false|null|yes|no|on|off|y|n)$/i;

const keyText = (key: string) => (PLAIN_KEY.test(key) && !RESERVED.test(key) ? key : JSON.stringify(key));

const isEmpty = (value: object) => Object.keys(value).length === 0;

function lines(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return ` ${JSON.stringify(value)}\n`;
  if (isEmpty(value)) return Array.isArray(value) ? " []\n" : " {}\n";
  if (Array.isArray(value)) {
    const items = value.map((item) => {
      const text = lines(item, `${indent}  `);
      // The first member of an object stands beside its dash.
      return text.startsWith("\n") ? `${indent}- ${text.slice(indent.length + 3)}` : `${indent}-${text}`;
    });
    return `\n${items.join("")}`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `\n${members.map(([key, member]) => `${indent}${keyText(key)}:${lines(member, `${indent}  `)}`).join("")}`;
}

/**
 * Plain data as YAML: mappings and lists in blocks, scalars as JSON writes them, which YAML reads alike. Large documents
 * take milliseconds, so that nothing waits.
 */
export const toYaml = (value: object): string => lines(value, "").slice(1);

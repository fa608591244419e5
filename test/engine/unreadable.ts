/** Files with several mistakes of syntax, with all that is said of them, as in `messages.ts`, sorted. */
export const unreadable: readonly {
  readonly what: string;
  readonly text: string;
  readonly said: readonly string[];
}[] = [
  {
    what: "a mistake in each of several blocks",
    text: 'locals {\n  a =\n  b = 1\n  c = ]\n}\noutput "x" {\n  value = 1 2\n}\nfoo = \noutput "y" {\n  value = upper("a"\n}\n',
    said: [
      "error main.tf:12 Missing argument separator",
      "error main.tf:2 Invalid expression",
      "error main.tf:4 Invalid expression",
      "error main.tf:7 Missing newline after argument",
      "error main.tf:9 Invalid expression",
    ],
  },
  {
    what: "blocks and arguments that are written wrongly",
    text: 'locals {\n  a = {b c}\n}\nblock x = {\n}\n"q" = 2\nlocals {\n  b =* 2\n  d = 5 6\n}\nx y z\nlocals { a = 1, b = 2 }\n',
    said: [
      "error main.tf:11 Invalid block definition",
      "error main.tf:12 Invalid single-argument block definition",
      "error main.tf:2 Missing key/value separator",
      "error main.tf:4 Invalid block definition",
      "error main.tf:6 Invalid argument name",
      "error main.tf:8 Invalid expression",
      "error main.tf:9 Missing newline after argument",
    ],
  },
  {
    what: "an argument that is set twice, and one that is wrong",
    text: "locals {\n  a = 1\n  a = 2\n  b = % 3\n}\n",
    said: ["error main.tf:3 Attribute redefined", "error main.tf:4 Invalid expression"],
  },
  {
    what: "a block that is not closed",
    text: "locals {\n  a = 5\n",
    said: ["error main.tf:1 Unclosed configuration block"],
  },
  {
    what: "a list that is not closed: where it ends cannot be told",
    text: 'resource "a" "b" {\n  x = [1, 2\n}\nlocals {\n  z = 2\n}\n',
    said: ["error main.tf:3 Missing item separator"],
  },
];

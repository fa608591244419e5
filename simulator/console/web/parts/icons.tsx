/** Icons on a grid of 16, drawn in the colour of the text. */
const PATHS = {
  overview: "M2 13h12M4 10V7M8 10V3M12 10V5",
  pools: "M2.5 3.5h11v3.5h-11zM2.5 9h11v3.5h-11zM5 5.25h.01M5 10.75h.01",
  runs: "M4.5 3l8 5-8 5z",
  environments: "M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3",
  workspaces: "M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z",
  integrations:
    "M5 3.5a1.5 1.5 0 1 0 0 .01M5 12.5a1.5 1.5 0 1 0 0 .01M12 6a1.5 1.5 0 1 0 0 .01M5 5v6M5 10c0-3 5.5-1 5.5-3",
  webhooks: "M2.5 8h8M7.5 4.5l3.5 3.5-3.5 3.5M13.5 3v10",
  access: "M8 2l5 2v4c0 3-2.2 5-5 6-2.8-1-5-3-5-6V4zM6 8l1.5 1.5L10.5 6.5",
  sandbox: "M6 2h4M6.5 2v4L3 12.5c-.4.8.1 1.5 1 1.5h8c.9 0 1.4-.7 1-1.5L9.5 6V2M5 10h6",
  whatIf: "M2 8h4l4-4h4M12 2l2 2-2 2M6 8l4 4h4M12 10l2 2-2 2",
  capacity: "M2 13c2-7 4-9 6-9s3 3 6 9M2 13h12",
  menu: "M2 4h12M2 8h12M2 12h12",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon beside a text with the same meaning. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      aria-hidden="true"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

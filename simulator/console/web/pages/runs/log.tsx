import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { request, SCALR } from "../../data/api.js";
import { type Line, useLog } from "../../data/log.js";
import { world } from "../../data/world.js";
import { Button } from "../../parts/button.js";
import { Faults } from "../../parts/form.js";
import { toast } from "../../parts/toasts.js";

/** Pixels of a line. */
const LINE = 20;
const MARGIN = 20;

const PATHS = { plan: "plans", apply: "applies" } as const;

/** The log of a phase. It grows, follows its end, and can be searched and saved. */
export function Log({ phase, kind }: { phase: string; kind: "plan" | "apply" }) {
  const path = `${PATHS[kind]}/${phase}/output`;
  const status = world.get(PATHS[kind], phase)?.status ?? "";
  const { lines, faults, size } = useLog(path, phase, status);
  const [isFollowing, setFollowing] = useState(true);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(() => findIn(lines, text), [lines, text]);
  const current = found[at % Math.max(1, found.length)];
  const move = (by: number) => {
    setFollowing(false);
    setAt((n) => (n + by + found.length) % Math.max(1, found.length));
  };
  return (
    <section class="log" aria-label={`Log of the ${kind}`}>
      <div class="log-bar row">
        <form
          class="row grow"
          onSubmit={(event) => {
            event.preventDefault();
            move(1);
          }}
        >
          <input
            class="input small"
            type="search"
            aria-label="Search in the log"
            placeholder="Search"
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setAt(0);
              setFollowing(false);
            }}
          />
          {text !== "" && (
            <>
              <span class="number" role="status">
                {found.length === 0 ? "not found" : `${(at % found.length) + 1} of ${found.length}`}
              </span>
              <Button kind="quiet" small label="Previous" onClick={() => move(-1)}>
                ↑
              </Button>
              <Button kind="quiet" small label="Next" onClick={() => move(1)}>
                ↓
              </Button>
            </>
          )}
        </form>
        <Button kind="quiet" small pressed={isFollowing} onClick={() => setFollowing(!isFollowing)}>
          {isFollowing ? "Following" : "Follow"}
        </Button>
        <Button kind="quiet" small disabled={size === 0} onClick={() => void save(path, `${phase}.log`)}>
          Download
        </Button>
      </div>
      <Faults faults={faults} />
      {lines.length === 0 ? (
        <p class="log-empty">{EMPTY[status] ?? "Nothing was logged."}</p>
      ) : (
        <Lines
          label={`Lines of the ${kind}'s log`}
          lines={lines}
          needle={text}
          current={current}
          isFollowing={isFollowing}
          onScrolledUp={() => setFollowing(false)}
        />
      )}
    </section>
  );
}

const EMPTY: Readonly<Record<string, string>> = {
  pending: "It has not started yet. Its log appears here as it is written.",
  queued: "It waits for an agent. Its log appears here as it is written.",
  running: "It has started, but has no log yet.",
  unreachable: "The run ended before this.",
};

const textOf = (line: Line): string => line.map(({ text }) => text).join("");

/** The numbers of the lines that contain the text. */
function findIn(lines: readonly Line[], needle: string): readonly number[] {
  if (needle === "") return [];
  const wanted = needle.toLowerCase();
  return lines.flatMap((line, i) => (textOf(line).toLowerCase().includes(wanted) ? [i] : []));
}

interface LinesProps {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly needle: string;
  readonly current: number | undefined;
  readonly isFollowing: boolean;
  readonly onScrolledUp: () => void;
}

/** Renders the visible lines. */
function Lines({ label, lines, needle, current, isFollowing, onScrolledUp }: LinesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 480 });
  useEffect(() => {
    const element = frame.current!;
    let before = element.scrollTop;
    const look = () => {
      if (element.scrollTop < before - 2) onScrolledUp();
      before = element.scrollTop;
      setView({ top: element.scrollTop, height: element.clientHeight });
    };
    element.addEventListener("scroll", look, { passive: true });
    setView({ top: element.scrollTop, height: element.clientHeight });
    return () => element.removeEventListener("scroll", look);
  }, []);
  useLayoutEffect(() => {
    if (isFollowing) frame.current!.scrollTop = frame.current!.scrollHeight;
  }, [isFollowing, lines.length]);
  useLayoutEffect(() => {
    if (current === undefined) return;
    const element = frame.current!;
    element.scrollTop = Math.max(0, current * LINE - element.clientHeight / 2);
  }, [current]);
  const first = Math.max(0, Math.floor(view.top / LINE) - MARGIN);
  const last = Math.min(lines.length, Math.ceil((view.top + view.height) / LINE) + MARGIN);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div class="log-frame" ref={frame} role="log" aria-live="off" aria-label={label} tabIndex={0}>
      <div class="log-lines" style={{ height: `${lines.length * LINE}px` }}>
        <div style={{ transform: `translateY(${first * LINE}px)` }}>
          {lines.slice(first, last).map((line, i) => (
            <div key={first + i} class={`line ${first + i === current ? "current" : ""}`}>
              <span class="no" aria-hidden="true">
                {first + i + 1}
              </span>
              <LineText line={line} needle={needle} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function LineText({ line, needle }: { line: Line; needle: string }) {
  if (needle === "")
    return (
      <span>
        {line.map(({ text, style }, i) => (
          <span key={i} class={style}>
            {text}
          </span>
        ))}
      </span>
    );
  const parts = textOf(line).split(new RegExp(`(${needle.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")})`, "gi"));
  return (
    <span>{parts.map((part, i) => (i % 2 === 1 ? <mark key={`${i}-${part}`}>{part}</mark> : part))}</span>
  );
}

/** Saves the log as it is, with its colours. */
async function save(path: string, name: string): Promise<void> {
  const response = await request(SCALR + path);
  if (!response.ok) {
    toast("The log could not be read.");
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

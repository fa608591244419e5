import { useEffect, useRef, useState } from "preact/hooks";
import { AnsiLines, type Piece } from "./ansi.js";
import { ApiFault, bytesFrom, type Fault } from "./api.js";
import { onLog } from "./stream.js";

export type Line = readonly Piece[];

export interface LogText {
  readonly lines: readonly Line[];
  readonly faults: readonly Fault[];
  /** Bytes that are there. */
  readonly size: number;
}

/** The growing log of a plan or apply. New output is requested when the stream reports it. */
export function useLog(path: string, phase: string, status: string): LogText {
  const [log, setLog] = useState<LogText>({ lines: [], faults: [], size: 0 });
  const reading = useRef<Reading | null>(null);
  useEffect(() => {
    const own = new Reading(path, setLog);
    reading.current = own;
    void own.read();
    const stop = onLog(phase, () => void own.read());
    return () => {
      own.isOver = true;
      stop();
    };
  }, [path, phase]);
  // The last of a log may come with its end.
  useEffect(() => void reading.current?.read(), [status]);
  return log;
}

class Reading {
  isOver = false;
  private offset = 0;
  private lines: Line[] = [];
  private readonly ansi = new AnsiLines();
  private readonly decoder = new TextDecoder();
  private underWay = false;
  private again = false;

  constructor(
    private readonly path: string,
    private readonly show: (log: LogText) => void,
  ) {}

  /** One request at a time: what is asked for meanwhile is asked for once afterwards. */
  async read(): Promise<void> {
    if (this.underWay) {
      this.again = true;
      return;
    }
    this.underWay = true;
    let faults: readonly Fault[] = [];
    try {
      do {
        this.again = false;
        const bytes = await bytesFrom(this.path, this.offset);
        this.offset += bytes.length;
        this.lines.push(...this.ansi.add(this.decoder.decode(bytes, { stream: true })));
      } while (this.again && !this.isOver);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      faults = error.faults;
    } finally {
      this.underWay = false;
    }
    if (this.isOver) return;
    const open = this.ansi.open();
    this.show({ lines: open === null ? [...this.lines] : [...this.lines, open], faults, size: this.offset });
  }
}

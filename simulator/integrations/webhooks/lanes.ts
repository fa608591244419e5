/** Work in lanes. A lane that is full or stuck does not delay the others. */
export class Lanes {
  private readonly lanes = new Map<string, { running: number; readonly waiting: string[] }>();
  private readonly known = new Set<string>();
  private readonly work = new Set<Promise<void>>();

  constructor(
    /** How many items of a lane are processed at once. */
    private readonly width: number,
    /** Never rejects. */
    private readonly run: (id: string) => Promise<void>,
  ) {}

  /** Processes `id` as soon as its lane has room. Ignores an id that already waits or is in progress. */
  add(lane: string, id: string): void {
    if (this.known.has(id)) return;
    this.known.add(id);
    const found = this.lanes.get(lane) ?? { running: 0, waiting: [] };
    this.lanes.set(lane, found);
    found.waiting.push(id);
    this.next(lane);
  }

  /** Resolves when everything that is in progress or waits now is done. */
  async settled(): Promise<void> {
    while (this.work.size > 0) await Promise.all(this.work);
  }

  /** Drops everything that waits. */
  drop(): void {
    for (const { waiting } of this.lanes.values()) for (const id of waiting.splice(0)) this.known.delete(id);
  }

  private next(lane: string): void {
    const found = this.lanes.get(lane)!;
    while (found.running < this.width && found.waiting.length > 0) {
      const id = found.waiting.shift()!;
      found.running++;
      const work = this.run(id).finally(() => {
        found.running--;
        this.known.delete(id);
        this.work.delete(work);
        if (found.running === 0 && found.waiting.length === 0) this.lanes.delete(lane);
        else this.next(lane);
      });
      this.work.add(work);
    }
  }
}

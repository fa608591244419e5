/** One stored entity. The order is fixed at insertion; the entity is replaced in place. */
export class Row<E> {
  constructor(
    public entity: E,
    readonly order: number,
  ) {}
}

/** Rows by id, in insertion order. Rows that come back out of order (a rollback, a changed key) are sorted on the next walk. */
export class Rows<E> {
  private rows = new Map<string, Row<E>>();
  private last = -1;
  private sorted = true;

  get size(): number {
    return this.rows.size;
  }

  get(id: string): Row<E> | undefined {
    return this.rows.get(id);
  }

  add(id: string, row: Row<E>): void {
    if (row.order < this.last) this.sorted = false;
    else this.last = row.order;
    this.rows.set(id, row);
  }

  remove(id: string): void {
    this.rows.delete(id);
  }

  values(): IterableIterator<Row<E>> {
    if (!this.sorted) {
      this.rows = new Map([...this.rows].sort((a, b) => a[1].order - b[1].order));
      this.sorted = true;
    }
    return this.rows.values();
  }
}

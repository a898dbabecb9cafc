/** What the gateway answers to a question that changes: asked anew when it does; null while nothing is wanted or known yet. */
export class Answer<T> {
  data = $state.raw<T | null>(null);
  failed = $state(false);

  /** `wanted` gives the question, or null for none. To be made while a component starts. */
  constructor(wanted: () => string | null, ask: (query: string) => Promise<T>) {
    $effect(() => {
      const query = wanted();
      this.data = null;
      this.failed = false;
      if (query === null) return;
      let stale = false;
      ask(query).then(
        (data) => void (stale || (this.data = data)),
        () => void (stale || (this.failed = true)),
      );
      return () => void (stale = true);
    });
  }
}

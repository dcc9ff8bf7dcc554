/** Remembers what a pure function of a text gave: a run asks for the same few addresses thousands of times. Bounded; full, it begins anew. */
export function remembered<T>(compute: (text: string) => T, most = 5_000): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.value;
    if (known.size >= most) known.clear();
    const value = compute(text);
    known.set(text, { value });
    return value;
  };
}

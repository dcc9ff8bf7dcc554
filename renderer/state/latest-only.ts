/**
 * Reading a file takes its time, and a second one may be read sooner than the first: of several that were begun one after the other, only
 * the last is passed on. Null stands for one that came to nothing.
 */
export function latestOnly<T>(take: (arrived: T) => void): (arriving: Promise<T | null>) => Promise<void> {
  let begun = 0;
  return async (arriving) => {
    const own = ++begun;
    const arrived = await arriving;
    if (arrived !== null && own === begun) take(arrived);
  };
}

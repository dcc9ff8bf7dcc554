/** Files dropped anywhere onto the window. */
import { useEffect, useRef, useState } from 'react';
import { useApi } from '../api.ts';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Whether a file hovers over the window; `onDrop` gets the path of the first one. */
export function useDrop(onDrop: (path: string) => void): boolean {
  const api = useApi();
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    // Without this the window would navigate to the file.
    const over = (event: DragEvent) => {
      event.preventDefault();
      setOver(holdsFiles(event));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      const path = file === undefined ? '' : api.pathOf(file);
      if (path !== '') latest.current(path);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [api]);
  return isOver;
}

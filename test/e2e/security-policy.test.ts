/** Whatever a page in the window was made to want: it runs no foreign script, reaches no network, and has no way out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type RunningApp } from './support/app.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const windows = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** Runs once the inspector's own evaluation, which no policy binds, is over. */
const later = <T>(task: () => Promise<T>): Promise<T> =>
  running.page.evaluate<T>(
    `new Promise((resolve, reject) => setTimeout(() => (${String(task)})().then(resolve, reject), 0))`,
  );

describe('the policy', () => {
  it('has no evaluation of text as code', async () => {
    expect(
      await later(async () => {
        const tried = (what: () => unknown): string => {
          try {
            return String(what());
          } catch (error) {
            return (error as Error).name;
          }
        };
        const page = globalThis as unknown as Record<string, (text: string, ms?: number) => unknown>;
        const results = {
          eval: tried(() => page['eval']?.('1')),
          function: tried(() => page['Function']?.('return 1')),
          timer: tried(() => page['setTimeout']?.('window.byText = 1', 0) === 0 || 'set'),
        };
        await new Promise((resolve) => {
          setTimeout(resolve, 50);
        });
        return { ...results, byText: 'byText' in globalThis };
      }),
    ).toEqual({
      eval: 'EvalError',
      function: 'EvalError',
      timer: expect.any(String) as string,
      byText: false,
    });
  });

  it('runs no script that stands in the page or comes from elsewhere', async () => {
    expect(
      await later(async () => {
        const ran: string[] = [];
        Object.assign(globalThis, { ran });
        const add = (part: Partial<HTMLScriptElement>): void =>
          document.body.append(Object.assign(document.createElement('script'), part));
        add({ textContent: 'ran.push("inline")' });
        add({ src: 'data:text/javascript,ran.push("data")' });
        add({ src: 'https://example.test/x.js' });
        add({ src: URL.createObjectURL(new Blob(['ran.push("blob")'])) });
        add({ type: 'module', textContent: 'ran.push("module")' });
        const holder = document.createElement('div');
        holder.innerHTML = `<img src="data:," onerror="ran.push('handler')"><svg onload="ran.push('svg')"></svg>
          <iframe src="javascript:parent.ran.push('frame')"></iframe><iframe srcdoc="<script>parent.ran.push('srcdoc')</script>"></iframe>`;
        document.body.append(holder);
        const link = document.createElement('a');
        link.href = 'javascript:ran.push("link")';
        document.body.append(link);
        link.click();
        await new Promise((resolve) => {
          setTimeout(resolve, 300);
        });
        holder.remove();
        link.remove();
        return ran;
      }),
    ).toEqual([]);
  });

  it('lets nothing be fetched or sent', async () => {
    expect(
      await later(async () => {
        const went = async (what: () => Promise<unknown>): Promise<string> => {
          try {
            await what();
            return 'went out';
          } catch {
            return 'refused';
          }
        };
        const until = (start: (good: () => void, bad: (error: unknown) => void) => void) => () =>
          new Promise<void>((resolve, reject) => {
            start(resolve, reject);
          });
        return {
          fetch: await went(() => fetch('https://example.test/')),
          own: await went(() => fetch('app://faultline/index.html')),
          file: await went(() => fetch('file:///etc/passwd')),
          socket: await went(
            until((good, bad) => {
              const socket = new WebSocket('wss://example.test/');
              socket.addEventListener('open', good);
              socket.addEventListener('error', bad);
            }),
          ),
          image: await went(
            until((good, bad) => {
              const image = new Image();
              image.addEventListener('load', good);
              image.addEventListener('error', bad);
              image.src = 'https://example.test/x.png';
            }),
          ),
          worker: await went(
            until((good, bad) => {
              const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
              worker.addEventListener('message', good);
              worker.addEventListener('error', bad);
            }),
          ),
        };
      }),
    ).toEqual({
      fetch: 'refused',
      own: 'refused',
      file: 'refused',
      socket: 'refused',
      image: 'refused',
      worker: 'refused',
    });
  });

  it('serves its own files and no others', async () => {
    const statuses = await running.app.evaluate(
      async ({ net }, addresses) => {
        const fetched: Record<string, number> = {};
        for (const address of addresses)
          fetched[address] = await net.fetch(address).then(
            ({ status }) => status,
            () => 0,
          );
        return fetched;
      },
      [
        'app://faultline/index.html',
        'app://faultline/%2e%2e/%2e%2e/package.json',
        'app://faultline/..%2f..%2fpackage.json',
        'app://faultline/..%5c..%5cpackage.json',
        'app://faultline/index.html%00.js',
        'app://other/index.html',
        'app://faultline/',
      ],
    );
    expect(statuses).toEqual({
      'app://faultline/index.html': 200,
      'app://faultline/%2e%2e/%2e%2e/package.json': 404,
      'app://faultline/..%2f..%2fpackage.json': 404,
      'app://faultline/..%5c..%5cpackage.json': 404,
      'app://faultline/index.html%00.js': 404,
      'app://other/index.html': 404,
      'app://faultline/': 404,
    });
  });
});

describe('ways out', () => {
  const whereItIs = async (): Promise<unknown> => {
    await running.page.waitForTimeout(200);
    return { url: running.page.url(), windows: await windows() };
  };
  const unmoved = { url: 'app://faultline/index.html', windows: 1 };

  it.each(['https://example.test/', 'about:blank', 'app://faultline/index.html', 'file:///etc/passwd'])(
    'window.open of %s opens nothing',
    async (url) => {
      expect(await running.page.evaluate((address) => window.open(address) === null, url)).toBe(true);
      expect(await whereItIs()).toEqual(unmoved);
    },
  );

  it.each(['https://example.test/', 'file:///etc/passwd', 'data:text/html,<p>hello', 'app://other/'])(
    'the window does not go to %s',
    async (url) => {
      await running.page.evaluate((address) => {
        const link = document.createElement('a');
        link.href = address;
        document.body.append(link);
        link.click();
        link.remove();
        location.assign(address);
      }, url);
      expect(await whereItIs()).toEqual(unmoved);
    },
  );

  it('sends no form and starts no download', async () => {
    const downloads: string[] = [];
    running.page.on('download', (download) => downloads.push(download.url()));
    await running.page.evaluate(() => {
      const form = document.createElement('form');
      form.action = 'https://example.test/';
      document.body.append(form);
      form.submit();
      const link = document.createElement('a');
      link.href = 'data:application/octet-stream,x';
      link.download = 'x.exe';
      document.body.append(link);
      link.click();
    });
    expect(await whereItIs()).toEqual(unmoved);
    expect(downloads).toEqual([]);
  });

  it('embeds nothing', async () => {
    expect(
      await running.page.evaluate(async () => {
        const view = document.createElement('webview');
        view.setAttribute('src', 'https://example.test/');
        const frame = document.createElement('iframe');
        frame.src = 'https://example.test/';
        document.body.append(view, frame);
        await new Promise((resolve) => setTimeout(resolve, 200));
        const embedded = { isWebview: 'getURL' in view, frames: window.length };
        let reached = '';
        try {
          reached = frame.contentWindow?.location.href ?? '';
        } catch {
          reached = 'an error page';
        }
        view.remove();
        frame.remove();
        return { ...embedded, reached };
      }),
    ).toEqual({
      isWebview: false,
      frames: 1,
      reached: expect.stringMatching(/^(?:about:blank|an error page|)$/u) as string,
    });
    expect(await whereItIs()).toEqual(unmoved);
  });

  it('is given no permission', async () => {
    expect(
      await running.page.evaluate(async () => {
        const denied = async (what: () => Promise<unknown>): Promise<string> => {
          try {
            return String(await what());
          } catch {
            return 'denied';
          }
        };
        return {
          place: await denied(
            () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
          ),
          notifications: await denied(() => Notification.requestPermission()),
          camera: await denied(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
          screen: await denied(() => navigator.mediaDevices.getDisplayMedia()),
          clipboard: await denied(() => navigator.clipboard.readText()),
        };
      }),
    ).toEqual({
      place: 'denied',
      notifications: 'denied',
      camera: 'denied',
      screen: 'denied',
      clipboard: 'denied',
    });
  });
});

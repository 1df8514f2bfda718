import type { SlackModal, SlackScene } from '../api.ts';
import { Dialog } from '../dialog.tsx';
import { Scroller } from '../scroller.tsx';
import { useStage } from '../stage.ts';
import { Blocks } from './blocks.tsx';
import { SurfaceContext } from './surface.ts';

/** The modal before a person. What was filled in goes out by block. */
export function SlackModalView({ view, scene }: { view: SlackModal; scene: SlackScene }) {
  const { act } = useStage();
  const close = () => void act({ kind: 'slack.close', view: view.id });
  const submit = (form: HTMLFormElement) => {
    const data = new FormData(form);
    const values: Record<string, string | string[]> = {};
    for (const name of new Set(data.keys())) {
      const all = data.getAll(name).filter((value) => typeof value === 'string');
      values[name] = all.length > 1 ? all : (all[0] ?? '');
    }
    void act({ kind: 'slack.submit', view: view.id, values });
  };
  return (
    <Dialog look="slack" title={view.title} onClose={close}>
      <SurfaceContext.Provider value={{ at: { id: view.id }, names: scene.names }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit(event.currentTarget);
          }}
        >
          <div class="body">
            <Blocks blocks={view.blocks} errors={view.errors} />
          </div>
          <footer>
            <button type="button" class="button" onClick={close}>
              {view.close}
            </button>
            {view.submit && (
              <button type="submit" class="button primary">
                {view.submit}
              </button>
            )}
          </footer>
        </form>
      </SurfaceContext.Provider>
    </Dialog>
  );
}

/** The bot's Home tab, or the way to ask for it. */
export function SlackHome({ scene }: { scene: SlackScene }) {
  const { home } = scene;
  if (!home) return <p class="empty">The Home tab is on its way…</p>;
  return (
    <SurfaceContext.Provider value={{ at: { id: home.id }, names: scene.names }}>
      <Scroller class="home" label="Home">
        <Blocks blocks={home.blocks} />
      </Scroller>
    </SurfaceContext.Provider>
  );
}

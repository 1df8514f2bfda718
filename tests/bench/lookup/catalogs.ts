import { contentFiles } from '../../../adapters/files/content.ts';
import { type Catalog, createCatalog } from '../../../src/concepts/catalog.ts';
import { type CatalogData, type Concept, compile, named } from '../../../src/concepts/concept.ts';
import { readLibrary } from '../../../src/concepts/library.ts';
import { lazily } from '../../../src/lazily.ts';
import { random } from './random.ts';

/** The content of this repository in its compiled form, read once. */
export const builtInData = lazily(
  (): CatalogData => compile(readLibrary(contentFiles('content'), '2026-11-22').library),
);

export function builtIn(): Catalog {
  return createCatalog(builtInData());
}

const qualities =
  `active adaptive ambient anonymous archived audited backup batch bonded bridged buffered central certified chained composite
conditional core cross-region daily decoupled deferred delegated dense derived digital direct distributed dual edge elastic embedded encrypted
ephemeral external federated finite flexible forward global graph guarded hashed headless hosted hybrid immutable indexed inline internal
isolated journaled keyed layered lazy leased legacy linked local managed mapped metered mirrored mobile modular nested offline ordered packed
parallel partial passive paused peered persistent pinned pooled portable primary private proxied public queued rapid reactive recursive
regional relational remote replicated reserved resilient rotating routed sampled sandboxed scheduled sealed secondary secure segmented
shadow sharded shared signed sparse staged static streaming strict structured synced tagged temporal throttled tiered tokenized traced
transient trusted unified universal validated verified versioned virtual weighted zonal`.split(/\s+/);
const things =
  `access account alert archive artifact asset audit billing block broker bucket bundle cache campaign catalog certificate channel
checkpoint claim cluster command config connection consent console contract cookie credential customer dashboard data dataset delivery
dependency device document domain drift email endpoint entity event export feature feed fleet flow form gateway graph group health host
identity image incident index ingest instance inventory invoice issue job journal key label lease ledger license link location lock log
mail map market media member memory merge message metadata metric mirror model monitor mount network notification object order package
partition patch payment peer permission pipeline plan player policy pool port prefix price process product profile project proxy queue quota
record region release report request resource response retry review role rollout route row rule runtime schedule schema script search secret
segment sensor session shard shipment signal snapshot source stage state storage stream subscription table tag task team template tenant
ticket timer token topic trace traffic transaction transfer trigger tunnel update upload usage user vault vector version view volume wallet
webhook window workflow workspace`.split(/\s+/);
const roles =
  `adapter agent aggregator allocator analyzer balancer binder bridge broker builder cache collector compactor compiler connector
controller coordinator copier crawler daemon detector director dispatcher encoder engine exporter extractor fabric factory filter fleet
forwarder gate gateway generator governor guard handler hub importer indexer inspector integrator keeper lake layer listener loader locator
logger manager mapper matcher mesh migrator monitor notifier observer operator optimizer orchestrator packer parser planner plane pool
probe processor provider proxy publisher reader recorder reducer registry relay renderer replicator resolver router runner sampler scanner
scheduler scorer selector sender service sidecar sink splitter store streamer supervisor switch syncer tracker translator validator
verifier viewer warehouse watcher worker writer`.split(/\s+/);

/**
 * The built-in catalog with as many more concepts as are asked for: distinct names of two or three words, as platform
 * teams give them, each with a short form. The same count gives the same catalog.
 */
export function grownTo(count: number, data: CatalogData = builtInData()): Catalog {
  const model = data.concepts[0];
  if (!model) throw new Error('there is no content to grow from');
  const next = random(count);
  const pick = (words: readonly string[]) => words[Math.floor(next() * words.length)] ?? '';
  const concepts: Concept[] = data.concepts.slice(0, count);
  const taken = new Set(concepts.map((one) => one.id));
  while (concepts.length < count) {
    const [quality, thing, role] = [pick(qualities), pick(things), pick(roles)];
    const words = next() < 0.3 ? [thing, role] : [quality, thing, role];
    const id = words.join('-');
    if (taken.has(id)) continue;
    taken.add(id);
    const title = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
    concepts.push({
      ...model,
      id,
      formerly: [],
      title,
      names: [
        `${thing} ${role}s`.length < 12
          ? `${quality} ${role} of ${thing}s`
          : `${words.map((word) => word.slice(0, 3)).join('')}${count % 7}`,
      ],
      sharedNames: [],
      weakNames: [],
      descriptions: [`${role} that keeps each ${thing} ${quality}`],
      summary: `A ${role} for every ${thing} that has to be ${quality}.`,
      requires: [],
      confusedWith: [],
    });
  }
  return createCatalog(named({ ...data, concepts }));
}

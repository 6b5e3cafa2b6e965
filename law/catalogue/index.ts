/** The statutory catalogue, checked when it is loaded: a wrong row stops the start, not a form years later. */
import { readCatalogue } from '../../src/modules/catalogue/rules/read.ts';
import type { Catalogue } from '../../src/modules/catalogue/rules/types.ts';
import regulation from './00-regulation.json' with { type: 'json' };
import socialAssistance from './05-social-assistance.json' with { type: 'json' };
import farmSubsidies from './19-farm-subsidies.json' with { type: 'json' };
import fields from './fields.json' with { type: 'json' };
import organs from './organs.json' with { type: 'json' };

export const catalogue: Catalogue = readCatalogue({
  organs,
  fields,
  items: [
    regulation,
    socialAssistance,
    farmSubsidies,
  ],
});

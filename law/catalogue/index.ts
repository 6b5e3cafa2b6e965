/** The statutory catalogue, checked when it is loaded: a wrong row stops the start, not a form years later. */
import { readCatalogue } from '../../src/modules/catalogue/rules/read.ts';
import type { Catalogue } from '../../src/modules/catalogue/rules/types.ts';
import regulation from './00-regulation.json' with { type: 'json' };
import majorProjects from './01-major-projects.json' with { type: 'json' };
import publicResources from './02-public-resources.json' with { type: 'json' };
import compulsoryEducation from './03-compulsory-education.json' with { type: 'json' };
import householdRegistration from './04-household-registration.json' with { type: 'json' };
import socialAssistance from './05-social-assistance.json' with { type: 'json' };
import elderlyCare from './06-elderly-care.json' with { type: 'json' };
import legalServices from './07-legal-services.json' with { type: 'json' };
import budgets from './08-budgets.json' with { type: 'json' };
import employment from './09-employment.json' with { type: 'json' };
import socialInsurance from './10-social-insurance.json' with { type: 'json' };
import planning from './11-planning.json' with { type: 'json' };
import ruralLand from './12-rural-land.json' with { type: 'json' };
import ecology from './13-ecology.json' with { type: 'json' };
import houseExpropriation from './14-house-expropriation.json' with { type: 'json' };
import affordableHousing from './15-affordable-housing.json' with { type: 'json' };
import unsafeHousing from './16-unsafe-housing.json' with { type: 'json' };
import cityServices from './17-city-services.json' with { type: 'json' };
import cityEnforcement from './18-city-enforcement.json' with { type: 'json' };
import farmSubsidies from './19-farm-subsidies.json' with { type: 'json' };
import publicCulture from './20-public-culture.json' with { type: 'json' };
import health from './21-health.json' with { type: 'json' };
import workSafety from './22-work-safety.json' with { type: 'json' };
import disasterRelief from './23-disaster-relief.json' with { type: 'json' };
import foodDrugs from './24-food-drugs.json' with { type: 'json' };
import tax from './25-tax.json' with { type: 'json' };
import ruralRevival from './26-rural-revival.json' with { type: 'json' };
import schools from './schools.json' with { type: 'json' };
import fields from './fields.json' with { type: 'json' };
import organs from './organs.json' with { type: 'json' };

export const catalogue: Catalogue = readCatalogue({
  organs,
  fields,
  items: [
    regulation,
    majorProjects,
    publicResources,
    compulsoryEducation,
    householdRegistration,
    socialAssistance,
    elderlyCare,
    legalServices,
    budgets,
    employment,
    socialInsurance,
    planning,
    ruralLand,
    ecology,
    houseExpropriation,
    affordableHousing,
    unsafeHousing,
    cityServices,
    cityEnforcement,
    farmSubsidies,
    publicCulture,
    health,
    workSafety,
    disasterRelief,
    foodDrugs,
    tax,
    ruralRevival,
    schools,
  ],
});

export { basicAuthorization, dicomwebServer, PATIENCE, shownServer } from './dicomweb-server.ts';
export type { DicomwebServer, Patience } from './dicomweb-server.ts';
export { retrieveInstance } from './retrieve-instance.ts';
export { instancesOf, seriesOf, studiesOfPatient, studyWith } from './study-contents.ts';
export type { InstanceRecord, SeriesRecord, StudyRecord } from './study-contents.ts';

"""Files that no code of ours wrote: by LibreOffice, by hand, by another program, each with its own mess."""

from pathlib import Path

import pytest
from tests.engines.importing.reading import read, said

from entremise.engines.importing.files import table_of
from entremise.engines.importing.vocabulary import FileFault, LineFault, Unusable

FOREIGN = Path(__file__).parent / "foreign"
SAID: dict[str, tuple[str, ...]] = {
    "registre_ccas.xlsx": (
        "6 MAD Kervadec Yvonne (Le Moal); 1938-03-12; 199004001; 4 rue des Lavandières / 00100 / AUBRELLE; LE MOAL Alain: 639984001",
        "7 MON Brissot Marcel; 1935-11-21; 199004002; 18 quai des Tanneurs / 00100 / AUBRELLE",
        "8 MAD Delestre Paulette; 1941; 199004003; 7 bis impasse du Four / 00100 / Aubrelle; BRISSOT Nadine: 639984003",
        "10 MAD Garance Odette; 1944-07-02; 199004004 639984004; 2 place du Marché / 00100 / AUBRELLE",
        "11 MON Tétreault Jean-Noël; 1937-03-05; 199004005; 33 avenue de la Gare / 00100 / AUBRELLE; Mme Tétreault: ",
    ),
    "liste_mairie.ods": (
        "3 MAD Petit Jeanne (Durand); 1936-01-15; 199004101 639984101; 12 rue du Lavoir / 00100 / AUBRELLE; alone",
        "4 MON Roussillon Henri; 1938-03-12; 3 chemin du Moulin / 00100 / Aubrelle; fils: 639984102; not alone",
        "7 MAD Le Goff Marie-Thérèse; 1943-09-30; 199004103; 8 allée des Tilleuls / Résidence des Tilleuls, bât. B / 00100 / AUBRELLE; alone",
        "8 MAD Anselme Marguerite; 1944-11-12; 5 rue Basse / 00100 / AUBRELLE; alone",
    ),
    "fichier_caps.xlsx": (
        "2 MAD Marchal Genevieve; 1938-05-05; 199004201 639984201; 14 RUE HAUTE / 00100 / AUBRELLE; MARCHAL Luc: 639984291",
        "3 MON Oberlin Félix; 1933-04-03; 199004202; 6 RUE HAUTE / 00100 / AUBRELLE",
        "4 MAD Savary Lucette (Noiret); 1941-08-17; 199004203; 1 COUR DES MIRACLES / 00100 / AUBRELLE",
        "6 MON Prunier Aimé; 1930; 639984205; 2 RUE HAUTE / 00100 / AUBRELLE; ADMR: 199004295",
        "7 MAD Tillier Suzanne; 199004206; 4 RUE HAUTE / 00100 / AUBRELLE",
    ),
    "texte_unicode.txt": (
        "2 Hébrard Éliane (Lemaître); 1939-05-02; 199004301; 22 rue de l’Église / 00100 / Aubrelle",
        "3 Côme Benoît; 1934-12-19; 639984302; 5 rue de l’Église / 00100 / Aubrelle",
        "5 Œuvrard Andrée; 1942-05-01; 199004303; 1 rue de l’Église / 00100 / Aubrelle",
    ),
    "isolees.csv": (
        "5 Paludier Ginette; 1938; 199004401; 3 rue du Puits / 00100 / AUBRELLE; sa fille Annie: 639984401; alone",
        "6 Chambord Roger; 1931; 199004402 639984402; 11 rue du Puits / 00100 / AUBRELLE; not alone",
        "7 Soulier-Bazin Anne-Marie; 1940; 5 rue du Puits / 00100 / AUBRELLE; Dr Lenoir: 199004493; alone",
    ),
    "mairie_maj.xlsx": (
        "6 Lemerle Yvonne (Brizard); 1938-03-12; 199004101; 12 rue des Acacias",
        "7 Delauney-Prat Jean-Marc; 1944-11-02; 199004102 639984102; 3 bis allée du Lavoir",
        "11 O'Brien Maeve; 1951-07-30; 199004103; 8 place de l'Église; fils: 639984103",
        "12 Çelik Ayşe; 1949; 639984104; résidence Les Tilleuls / bât B",
    ),
    "ccas.ods": (
        "3 MAD Petitjean Jeanne (Duranval); 1938-03-12; 199004201 639984201; 14 rue du Four / 35000 / Val-sur-Orme; sa fille Annie: 639984211",
        "4 MON Kervadec Yann; 1940; 199004202; 2 impasse du Puits",
        "5 MAD Fontanel Rosalie; 1936; 199004203; 9 bd Carnot; Voisine Mme Roux: 639984213",
    ),
    "logiciel.csv": (
        "2 MAD Martineau Paulette; 1939-12-24; 199004501; 12 RUE DES ÉCOLES / APPT 4 / 35000 / VAL-SUR-ORME; alone",
        "3 MAD Dupré Odette (Vasseur); 1942-04-08; 639984502; 3 CHEMIN CREUX / 35000 / VAL-SUR-ORME; not alone",
    ),
    "nfd.csv": (
        "2 Béranger Zoé; 1941-02-01; 199004401; 7 rue Haute / 2e étage",
        "3 Le Hénaff Gwénolé; 1935-10-23; 199004402; 1 quai Nord",
    ),
    "recensement.ods": (
        "5 MAD Hamelin Solange; 1931-05-04; 199006101; 17 rue des Glycines / 00200 / VAL-SUR-ORME; sa nièce Corinne: 639986191",
        "6 MON Abgrall Fañch; 1936-07-04; 199006102 639986102; 2 venelle du Port / 00200 / VAL-SUR-ORME; Voisin : M. Prat: ",
        "7 MAD Ferrand Denise (Collin); 1940; 199006103; 00200 / VAL-SUR-ORME",
    ),
    "export_social.xlsx": (
        "2 MAD Goupil Raymonde (Pellerin); 1937-11-30; 199006201 639986201; 6 AV DU STADE / RES LES PINS / 00200 / VAL SUR ORME; alone",
        "3 MON Le Touze Gildas; 1942-02-01; 8 AV DU STADE / 00200 / VAL SUR ORME; not alone",
    ),
    "appels.tsv": (
        "3 Briand Lucette; 1939; 199006301; 4 place de la Poste",
        "4 Le Corre Jean-Paul; 1935; 639986302; 12 bis rue du Bac",
        "5 Monnier Thérèse (Roux); 1933-08-24; 199006303 639986303; 1 place de la Poste",
    ),
    "plan_bleu.xlsx": (
        "3 MAD Le Meur Anne Marie; 1934-02-11; 199007101; 3 rue Traverse; Mr Le Meur: 639987191",
        "4 MON Quere Corentin; 1939-12-11; 199007102; 14 ter rue Traverse",
        "6 MAD Salaun Germaine (Bihan); 1938; 199007103 639987103; 7 rue Traverse; ADMR: 199007193",
    ),
    "paroisse.ods": (
        "2 Garrec Albert; 1929-10-02; 199007201; 5 sente aux Moines / 00300 / Port-Aubin; Mme Garrec Lise: 639987291; alone",
        "3 Ollivier Yvette (Prigent); 1941-06-03; 639987202; 9 sente aux Moines / 00300 / Port-Aubin; not alone",
    ),
    "canicule_bourg.csv": (
        "3 Ménard-Colas Odile; 1937-03-02; 199007301; 4 rue des Forges / Appt 12 / 00400 / BOURG-LE-ROI",
        "4 de la Tour Gérard; 1940-09-01; 639987302; 6 rue des Forges / 00400 / BOURG-LE-ROI",
    ),
    "veille.xlsx": (
        "3 MAD Toullec Renée; 1936-08-19; 199008101 639988101; 21 rue des Ormes / bât. C, 2e / 00500 / LANVERN; TOULLEC Paul: 639988191",
        "4 MON Morvan Yves; 1933-04-07; 199008102; 23 rue des Ormes / 00500 / LANVERN",
    ),
    "appels_noel.ods": (
        "4 MAD Besnard Huguette; 1932; 199008201; 1 rue du Four; alone",
        "6 MAD Deniel Rose; 1940; 3 rue du Four; alone",
    ),
    "plouvarec.csv": (
        "2 MAD Auffret Marie, Josèphe (Le Berre); 1935-05-12; 199008301; 8 rue Kléber / 00600 / Plouvarec",
        "3 MON Cadiou René; 199008302",
    ),
    "voisins_canal.ods": (
        "4 Van Den Broeck Huguette; 1941; 639985101 199005101; 27 quai de la Fosse / 2e gauche / Val-sur-Orme",
        "5 Ben Salah Ahmed; 1946; 639985102; 4 sq. des Lilas / Val sur Orme",
        "6 de LA RUE Jean-Baptiste; 1933; 199005103; 1 bis rue du Bac / RDC / VAL-SUR-ORME",
    ),
    "apa_departement.xlsx": (
        "2 Roussillon Germaine (Lacaze); 1935-10-04; 199005201; 18 RUE DES FORGES / 35000 / VAL SUR ORME",
        "3 Etcheverry Pantxoa; 1940-06-21; 639985202; RES LES PINS BAT C / 35000 / VAL SUR ORME",
        "4 Müller Ursula; 1929-12-31; 199005203 639985203; 5 IMPASSE DU MOULIN / 35000 / VAL SUR ORME",
    ),
    "carnet.csv": (
        "2 MAD Hamon Marie (Le Guen); 1938-02-05; 199005301 639985301; 3 rue Haute / 35000 / Val-sur-Orme; Paul Le Guen, fils: 639985311",
        "3 MON Petit Georges; 1936-07-14; 199005302; 12 rue Haute",
        "4 MAD Aubry Colette; 1939; 7 rue Basse; sa nièce Anne: 639985313",
    ),
    "montfleuri.xlsx": (
        "7 MAD Caradec Yvonne (Le Goff); 1934-03-14; 199001210; 3 rue du Lavoir / 00150 / Montfleuri; LE GOFF Patrick: 639981210",
        "8 MON De La Tour Bernard; 1938-11-02; 199001211 639981211; 17 bis avenue du Maréchal-Blanc / 00150 / Montfleuri; Mme Ricaud: 199001299",
        "9 MAD Pelletier Marie-Thérèse; 1936-08-07; 199001212; Résidence Les Tilleuls / appt 14 - 2 place de l'Église / 00150 / Montfleuri; PELLETIER Anne: 639981212",
        "10 MON Roux Émile; 1941; 639981213; 8 chemin Vert / 00150 / MONTFLEURI",
        "11 MAD Abrial Colette (Vasseur); 1939-05-01; 199001214 639981214; 21 Grande Rue / 00150 / Montfleuri; VASSEUR Jean: ",
        "14 MAD Vidal Huguette; 1931-12-25; 199001215; Les Combes / 00150 / Montfleuri; Mr VIDAL Serge: 639981215",
        "15 MON Vidal Fernand; 1929-07-09; 199001215; Les Combes / 00150 / Montfleuri; Mr VIDAL Serge: 639981215",
        "16 MAD D'Hauterive Anne-Lise; 1940; 639981216; Ferme du Haut / Les Combes / 00150 / Montfleuri",
        "17 MAD Müller Gisela; 1937-02-28; 199001217; 4 impasse de la Source / Les Combes / 00150 / Montfleuri; MÜLLER Karin: 639981217",
    ),
    "saint_aubry.csv": (
        "5 Morel Ginette (Allard); 1938-02-14; 199003101; 6 rue du Four / 00320 / ST AUBRY; sa nièce Mme Collet: 639983151",
        "6 Bonnefoy Raymond; 1936-07-03; 199003102 639983102; La Grange aux Bœufs / 00320 / ST AUBRY",
        "7 Prat Lucette (Bonnefoy); 1939-09-19; 199003102; La Grange aux Bœufs / 00320 / ST AUBRY",
        "8 Châtel Noëlle; 1940-12-25; 199003104; 11 rte de Valbrune / 00320 / ST AUBRY; CHÂTEL Bruno: 639983154",
        "9 Du Plessis Guy; 1934-03-08; 639983105; Château-Vieux / 00320 / ST AUBRY",
        "11 Faure Andrée; 1932; 199003106; 2 pl. de la Mairie / 00320 / ST AUBRY; M. Faure Gilbert, frère, , et sa femme: 199003156",
        "12 Faure Jacqueline (Guérin); 1935-01-06; 199003107; Rés. \"Le Clos\" / 00320 / ST AUBRY; fils Marc: 639983157",
        "13 Heurtebise Paulette; 1937-10-17; 199003108; 18 rue du Stade / 00320 / ST AUBRY; voisin M. Allard: ",
        "14 Imbert Jean-Pierre; 1944-02-29; 199003109 639983109; 3 ch. des Vignes / 00321 / ST AUBRY LE HAUT; IMBERT Sophie: 639983159",
    ),
    "formulaire_en_ligne.csv": (
        "2 Martineau Gilles; 1941-03-12; 639985601; 5 rue du Puits / 00560 / Belcombe; Martineau Claire, ma sœur: 199005651; alone",
        "3 Thibault Arlette (Ferrand); 1935-11-04; 199005602; 23 avenue des Cèdres / Bât C, 4e étage, interphone Ferrand / 00560 / BELCOMBE; Laurent Ferrand, son fils: ; alone",
        "4 de Montferrier Hubert; 1932-06-01; 199005603; L'Orangerie / 00560 / belcombe; Mme Zawadzki:  / Étienne de Montferrier: 639985653; alone",
        "5 Test test; 2000; 199000000; test / 00560 / Belcombe; test: ; alone",
        "6 renaud marie-louise (bouvier); 1934-08-22; 199005604 639985604; 9 rue Neuve / 00560 / Belcombe; Nathalie Bouvier - belle-fille:  / Nathalie Bouvier ou Gérard Bouvier: 639985654 / Nathalie Bouvier ou Gérard Bouvier: 639985664",
        "7 bouvier andré; 1933-02-03; 199005604; 9 rue Neuve / 00560 / Belcombe; Nathalie Bouvier - belle-fille:  / Nathalie Bouvier: 639985654",
        "8 Oliveira Fernanda (Schmitt-Oliveira); 1945-07-17; 639985606; 40 route de la Plage / \"Villa Rose\" / 00560 / Belcombe; alone",
        "9 Tran Van Minh; 1939-09-09; 199005607; 2 square Pasteur / Appartement 31 / 00560 / Belcombe; alone",
    ),
    "roquebelle.ods": (
        "4 MAD Lhuillier Denise (Besnard); 1932-04-17; 199004101; 12 rue Basse / 00410 / Roquebelle-sur-Orne; BESNARD Michel: 639984151 / Mme Lhuillier: 199004161",
        "5 MON Charpentier Jean, Marie, Louis; 1935-09-03; 199004102 639984102; 4 ter rue du Pont / 00410 / Roquebelle-sur-Orne; CHARPENTIER Luc: 639984152",
        "6 MAD Dupuis Rolande (Van Den Bergh); 1940-02-29; 199004103; Le Moulin Neuf / 1re maison à gauche après le pont / 00410 / Roquebelle-sur-Orne",
        "7 MAD Marchal Thérèse; 1938; 639984105; 27 boulevard de la République / Rés. du Parc - Bât A - 3ème ét. porte G / 00410 / Roquebelle-sur-Orne; Cabinet Nadeau: 199004155",
        "9 MON N'Diaye Ousmane; 1943; 639984106; 3 allée des Sorbiers / chez M. Sarr / 00410 / Roquebelle-sur-Orne; M. SARR Ibrahima: 639984156",
        "10 MAD Costa Giuseppina dite Pina (Lemaître-Costa); 1936-06-21; 199004107 639984107; 9 rue de l'Abbé-Lenoir / 00410 / Roquebelle-sur-Orne; LEMAÎTRE Sandra: 639984157 / LEMAÎTRE Éric: 639984167",
        "11 MON Saint-Jean Roger; 1933-11-30; 199004108; 1 place Saint-Roch / Presbytère / 00410 / Roquebelle-sur-Orne; Paroisse: 199004158",
        "12 MAD Joly Marcelle; 199004109; 16 rue Basse / 00410 / Roquebelle-sur-Orne",
    ),
    "amitie_valbrune.xlsx": (
        "6 MAD Bouchet Jeannine (Perrin); 1933-05-05; 199002301 639982301; 12 rue des Lilas / Bât. B, 2e étage / 00230 / VALBRUNE; sa fille Sylvie: 639982351",
        "7 MON De Kerven Alain; 1940-01-12; 199002302; 5 place du Marché / 00230 / VALBRUNE; Mme Picot: 199002352",
        "8 MAD Tissot Georgette; 199002303; 1 bis rue Haute / 00230 / VALBRUNE",
        "10 MAD Leroy Simone (Garnier); 1936-10-30; 199002305; 7 rue des Écoles – / 00230 / VALBRUNE; fille : Martine GARNIER:  / portable de sa fille: 639982305",
        "13 MAD Da Silva Ferreira Maria de Lurdes; 1942-04-03; 199002306; Cité des Pins / bât. 3, porte 12 / 00230 / VALBRUNE; le voisin M. Kone: 639982356",
        "14 MON El Amrani Hassan; 1944; 639982307; Cité des Pins / bât. 1 / 00230 / VALBRUNE",
        "15 MAD Sainte-Rose Éliane; 1937-08-15; 2 rue de la Gare (au-dessus de la boulangerie) / 00230 / VALBRUNE; la boulangerie: 199002358",
        "16 MON Hennequin Paul; 1930-01-06; 199002309 639982309; 14 rue de la Gare / 00231 / CLAIRVAL-LE-BAS; son frère René HENNEQUIN: 199002359",
    ),
}  # fmt: skip
LEFT = {
    "liste_mairie.ods": {9: LineFault.TWO_PERSONS, 10: LineFault.DOUBLE},
    "fichier_caps.xlsx": {5: LineFault.NO_NAME},
    "ccas.ods": {6: LineFault.TWO_PERSONS},
    "export_social.xlsx": {4: LineFault.DOUBLE},
    "appels_noel.ods": {5: LineFault.TWO_PERSONS},
    "apa_departement.xlsx": {5: LineFault.DOUBLE},
    "montfleuri.xlsx": {22: LineFault.NO_NAME},
    "amitie_valbrune.xlsx": {8: LineFault.BAD_DATE, 9: LineFault.TWO_PERSONS},
}
TITLES = {  # « SECTEUR NORD », a remark under the list: said, since one may be somebody
    "liste_mairie.ods": (2, 6),
    "mairie_maj.xlsx": (5, 10),
    "montfleuri.xlsx": (13, 21),
    "saint_aubry.csv": (17,),
    "roquebelle.ods": (15,),
    "amitie_valbrune.xlsx": (5, 12, 20, 21),
}


@pytest.mark.parametrize("name", SAID)
def test_a_foreign_file_says_what_a_sensible_person_reads_in_it(name):
    found = read(FOREIGN / name)

    assert tuple(map(said, found.lines)) == SAID[name]
    titles = dict.fromkeys(TITLES.get(name, ()), LineFault.LONE_CELL)
    assert {one.line: one.fault for one in found.problems} == LEFT.get(name, {}) | titles


def test_the_sheet_with_the_people_is_read_and_the_others_are_said():
    table = table_of(FOREIGN / "liste_mairie.ods")

    assert (table.sheet, set(table.other_sheets)) == ("LISTE", {"Mode d'emploi", "param"})


def test_an_old_workbook_has_a_fault_of_its_own():
    with pytest.raises(Unusable, match=FileFault.OLD_FORMAT):
        table_of(FOREIGN / "vieux.xls")

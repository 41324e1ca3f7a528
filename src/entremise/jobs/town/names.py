"""Names of an invented town: none is taken from a real register."""


def listed(names: str) -> list[str]:
    return names.split()


LAST = listed("""
Abadie Achour Albaret Alembert Amblard Ancelin Andrieux Anquetil Arbogast Ardouin Arrivé Aubriot
Audebert Autissier Ayache Babin Bacquet Balandier Baptista Barbezat Bardoux Barthez Baudrillart
Beaucourt Belhadj Bellanger Benkirane Berthelin Bessaguet Bidault Blanchon Bodenec Boisgontier
Bonnefoy Bordeneuve Bouazza Boucharel Boudinet Bourguignat Bousquet-Lamy Brachet Brisson Buisset
Burguière Cadoret Caillebotin Calvignac Camara Capdeville Carbonnel Castelnau Cazenave Chabrol
Chalmin Chantelou Charbit Chastagner Chevrollier Cissokho Clavière Coatmeur Colinet Combescot
Corbineau Costedoat Coulibaly Courtadon Cressant Cusenier Da-Costa Dagorne Daubrac Debaillet
Decourty Delacressonnière Delmotte Demangeot Desruelles Diabaté Dieumegard Djebbari Doucouré
Dubreucq Ducasse Dupleix Durieu Écolivet El-Amrani Espinasse Estorges Évrard Fabrègues Falempin
Faucheux Favennec Ferreira Feuillard Fontanille Fourcade Fournereau Freyssinet Gadiaga
Gaillardon Garcenot Gaubert Gautreau Gentilhomme Ghezzal Girodet Gombault Gouriou Grandclément
Grosjean-Vial Guénolé Guilloteau Guyonvarch Haddouche Hamelin Haudecœur Hennequin Herbreteau
Heurtebise Hochart Houdebine Huguenin Iribarne Issartel Izquierdo Jacquemard Jamet-Roy Jaouen
Jolivet Josserand Jourdren Kaboré Kerhervé Kermarrec Khelifi Koné Labarthe Labrousse Lachenal
Lacombe-Vidal Laffargue Lagoutte Lalanne Lambertin Lannoy Larcheveau Lasserre Laurençot Lavergne
Le-Bihan Le-Gall Lecourbe Legentil Lemonier Lescure Letourneur Lhermitte Lohézic Loubière
Macquart Madelenat Mahieux Malherbe Mandrillon Marchenoir Marquisat Martinache Masclaux
Maupertuis Mazurier Mechali Meneghetti Mercadal Mesnard Meunier-Got Mignonneau Mokhtari
Monnerais Montagnac Morandeau Morizot Moutiers Nadaud Naudinet Nguyen-Thanh Niakaté Nivelon
Nourrisson Oliveira Orhan Ortolan Oudinot Ouvrard Pagès Palisson Panetier Paquereau Parmentelot
Pasdeloup Pauwels Pelissou Penhoat Pernelle Perrigault Petitjean Peyrelade Pichardie Pimenta
Plantevin Poissonnier Pommeraye Pouliquen Pradeilles Prévostel Quemener Quesnot Quillivic
Rabotin Raguenel Ramalho Rebeyrol Renaudineau Rigolot Rivoallan Robichon Rochebrune Roquelaure
Roudaut Roumégous Rouvière Sabatier Saint-Cricq Salgueiro Sarrailh Saunier Savidan Schertzer
Séguineau Sidibé Signoret Soubeyran Stefanelli Tabouret Taillandier Tanguy-Roux Tardivel
Tavernier Teyssèdre Thébault Thoraval Tillette Tissandier Tomasini Touchard Trégouët Trouillard
Ubaldi Urvoy Vacheron Valadié Vandamme Vasseur-Petit Verdonck Vergnaud Vialatte Vigouroux
Villeneuve-Got Vincendeau Viviani Voisenet Wambergue Weissbach Yacoub Yvonnet Zanetti
Zemmour-Lahaye Zielinski
""")

FIRST_OLD_WOMEN = listed("""
Andrée Antoinette Arlette Bernadette Berthe Cécile Christiane Claudine Colette Conceição Denise
Élise Éliane Émilienne Fatima Fernande Françoise Gabrielle Georgette Germaine Ghislaine Gilberte
Ginette Gisèle Henriette Huguette Irène Jacqueline Janine Jeanne Jeannine Josette Juliette
Khadija Léone Liliane Louise Lucette Madeleine Marcelle Marguerite Maria Marie-Louise
Marie-Thérèse Mauricette Micheline Mireille Monique Nicole Odette Odile Paulette Pierrette
Raymonde Rolande Rosa Rose Simone Solange Suzanne Thérèse Yolande Yvette Yvonne Zohra
""")

FIRST_OLD_MEN = listed("""
Abdelkader Albert Alfred Alphonse André Antoine Armand Auguste Bernard Camille Charles Claude
Daniel Edmond Émile Étienne Eugène Félix Fernand François Gaston Georges Gérard Gilbert Guy
Henri Hubert Jacques Jean Jean-Baptiste Joaquim Joseph Julien Lakhdar Léon Louis Lucien Manuel
Marcel Marius Maurice Michel Mohamed Noël Norbert Octave Paul Pierre Raoul Raymond René Robert
Roger Roland Salvatore Serge Tomás Victor Vincenzo Yves
""")

FIRST_ADULT = listed("""
Aïcha Alain Alexandre Aminata Angélique Aurélie Béatrice Benoît Brigitte Bruno Catherine Cédric
Chantal Christophe Corinne Didier Dominique Éric Fabienne Farid Florence Frédéric Hakim Isabelle
Jean-Marc Karim Laurence Laurent Leïla Luc Malika Marc Martine Nadège Nathalie Olivier Pascale
Patrice Philippe Régine Rachid Sandrine Sofia Stéphane Sylvie Thierry Valérie Véronique Yamina
""")

ADULT_MEN = frozenset(
    listed("""
Alain Alexandre Benoît Bruno Cédric Christophe Didier Éric Farid Frédéric Hakim Jean-Marc Karim
Laurent Luc Marc Olivier Patrice Philippe Rachid Stéphane Thierry
""")
)

//! The counties of the province and the departments that sit in them.

use crate::domain::standard::region::{self, Level, Region};

use super::random::Random;

/// One county, with what other texts say of it.
#[derive(Clone, Debug)]
pub struct County {
    /// Region code.
    pub code: &'static str,
    /// Region code of its city; its own where it answers to the province.
    pub city_code: String,
    /// Names from the province down: `河南省-郑州市-金水区`.
    pub path: String,
    /// The city it belongs to, or itself where it answers to the province: `郑州市`.
    pub city: &'static str,
    /// Its own name.
    pub name: &'static str,
}

impl County {
    /// City and county in one, as addresses and titles of offices begin: `郑州市金水区`.
    pub fn full_name(&self) -> String {
        if self.city == self.name { self.name.to_owned() } else { format!("{}{}", self.city, self.name) }
    }
}

/// The province.
#[derive(Clone, Debug)]
pub struct Province {
    /// Region code: `410000`.
    pub code: &'static str,
    /// Name: `河南省`.
    pub name: &'static str,
    /// Abbreviation on certificates: `豫`.
    pub abbreviation: &'static str,
    /// How its departments of housing are called.
    department: &'static str,
    counties: Vec<County>,
    weights: Vec<(u32, usize)>,
}

impl Province {
    /// The province with a code, and its counties of today.
    pub fn load(code: &'static str) -> Self {
        let found = region::find(code);
        let name = found.map_or("", |region| region.name.as_str());
        let is_municipality = name.ends_with('市');
        let mut counties = Vec::new();
        for city in region::children(code) {
            counties.extend(
                region::children(&city.code)
                    .filter(|region| region.level == Level::County)
                    .map(|county| describe(county, city, is_municipality.then_some(name))),
            );
        }
        let weigh = |(place, county): (usize, &County)| (weight(county, code), place);
        let weights = counties.iter().enumerate().map(|(place, county)| weigh((place, county))).collect();
        Self {
            code,
            name,
            abbreviation: region::province_abbreviation(code).unwrap_or_default(),
            department: if is_municipality { "住房和城乡建设委员会" } else { "住房和城乡建设局" },
            counties,
            weights,
        }
    }

    /// The county at a place of the list.
    pub fn at(&self, place: usize) -> &County {
        static NOWHERE: County = County { code: "", city_code: String::new(), path: String::new(), city: "", name: "" };
        self.counties.get(place).unwrap_or(&NOWHERE)
    }

    /// The place of a county in the list, those around the capital more often.
    pub fn anywhere(&self, random: &mut Random) -> usize {
        random.weighted(&self.weights)
    }

    /// First two digits of its codes.
    pub fn digits(&self) -> &'static str {
        self.code.get(..2).unwrap_or_default()
    }

    /// Its own department of housing.
    pub fn provincial_department(&self) -> String {
        let department = if self.department.ends_with('局') { "住房和城乡建设厅" } else { self.department };
        format!("{}{department}", self.name)
    }

    /// The department of housing of a city.
    pub fn city_department(&self, county: &County) -> String {
        format!("{}{}", county.city, self.department)
    }

    /// The department of housing of a county.
    pub fn county_department(&self, county: &County) -> String {
        format!("{}{}", county.full_name(), self.department)
    }
}

fn describe(county: &'static Region, city: &'static Region, municipality: Option<&'static str>) -> County {
    let stands_alone = city.level == Level::Group && municipality.is_none();
    let path = region::path(&county.code).unwrap_or_default();
    County {
        code: &county.code,
        city_code: if stands_alone { county.code.clone() } else { city.code.clone() },
        path,
        city: municipality.unwrap_or(if stands_alone { &county.name } else { &city.name }),
        name: &county.name,
    }
}

/// Districts build more than counties, and the capital's more than others.
fn weight(county: &County, province: &str) -> u32 {
    let capital = county.city_code.get(..4) == province.get(..2).map(|digits| format!("{digits}01")).as_deref();
    match (capital, county.name.ends_with('区')) {
        (true, true) => 6,
        (true, false) | (false, true) => 2,
        (false, false) => 1,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("410000", "410105", "郑州市金水区", "郑州市金水区住房和城乡建设局", "河南省住房和城乡建设厅")]
    #[case("410000", "419001", "济源市", "济源市住房和城乡建设局", "河南省住房和城乡建设厅")]
    #[case("500000", "500112", "重庆市渝北区", "重庆市渝北区住房和城乡建设委员会", "重庆市住房和城乡建设委员会")]
    #[case("500000", "500236", "重庆市奉节县", "重庆市奉节县住房和城乡建设委员会", "重庆市住房和城乡建设委员会")]
    fn a_county_knows_its_city_and_its_department(
        #[case] province: &'static str,
        #[case] code: &str,
        #[case] full_name: &str,
        #[case] county_department: &str,
        #[case] provincial_department: &str,
    ) {
        let province = Province::load(province);
        let found = province.counties.iter().find(|county| county.code == code);
        assert_eq!(found.map(County::full_name).as_deref(), Some(full_name));
        assert_eq!(found.map(|county| province.county_department(county)).as_deref(), Some(county_department));
        assert_eq!(province.provincial_department(), provincial_department);
    }

    #[test]
    fn every_county_is_a_current_one() {
        let province = Province::load("410000");
        assert!(province.counties.len() > 150, "{}", province.counties.len());
        assert!(province.counties.iter().all(|county| region::find(county.code).is_some_and(Region::is_current)));
    }
}
